using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests.Commands;

/// <summary>Export, and import of what it wrote.</summary>
[Collection(TinyMnistCollection.Name)]
public sealed class ExportCommandTests(TinyMnist tiny)
{
    [Fact]
    public void Export_Int8ModelImportedAgain_GivesEqualOutputs()
    {
        string onnx = tiny.At("mnist.onnx"), back = tiny.At("back.ecnn");
        JsonElement exported = EdgecnnProcess.RunJson("export", TinyMnist.Committed, "--out", onnx);
        Assert.Equal((onnx, new FileInfo(onnx).Length), (exported.GetProperty("model").GetString(), exported.GetProperty("bytes").GetInt64()));
        JsonElement imported = EdgecnnProcess.RunJson("import", onnx, "--out", back);
        Assert.Equal(new FileInfo(back).Length, imported.GetProperty("bytes").GetInt64());
        Assert.Equal(4_241_152, imported.GetProperty("macs").GetInt64());

        InferenceSession before = InferenceSession.Load(TinyMnist.Committed), after = InferenceSession.Load(back);
        Assert.Equal(before.Contract!.ToJson(), after.Contract!.ToJson());
        // An int8 model travels in QDQ form: floats outside, the same codes inside.
        QuantParams from = before.Inputs[0].Quant!, to = before.Outputs[0].Quant!;
        byte[] codes = new byte[784], answer = new byte[10];
        float[] got = new float[10];
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            random.NextBytes(codes);
            before.Run<byte>(codes);
            before.CopyOutput<byte>(0, answer);
            after.Run([.. codes.Select(code => Real(code, before.Inputs[0].Type, from))], got.AsSpan());
            Assert.Equal(answer.Select(code => Real(code, before.Outputs[0].Type, to)), got);
        }
    }

    [Fact]
    public void Export_FloatModelImportedAgain_GivesEqualOutputs()
    {
        Assert.Equal(0, EdgecnnProcess.Run("export", tiny.Model, "--out", tiny.At("float.onnx")).Code);
        Assert.Equal(0, EdgecnnProcess.Run("import", tiny.At("float.onnx"), "--out", tiny.At("float.ecnn")).Code);
        float[] input = [.. Enumerable.Range(0, 784).Select(i => MathF.Sin(i))], expected = new float[10], got = new float[10];
        InferenceSession.Load(tiny.Model).Run(input, expected.AsSpan());
        InferenceSession.Load(tiny.At("float.ecnn")).Run(input, got.AsSpan());
        for (int i = 0; i < 10; i++)
            Assert.Equal(expected[i], got[i], 1e-4);
    }

    [Fact]
    public void Export_ThatCannotBeWritten_IsDeviceErrorAndLeavesNothing()
    {
        EdgecnnProcess.Run("export", TinyMnist.Committed, "--out", tiny.At("absent/x.onnx")).AssertRefused(4, tiny.At("absent/x.onnx"));
        EdgecnnProcess.Run("export", TinyMnist.Committed, "--out", tiny.At("data")).AssertRefused(4, tiny.At("data"));
        Assert.Equal(4, tiny.Files("data").Length);
    }

    private static float Real(byte code, DataType type, QuantParams quant) =>
        QuantParams.Dequantize(type == DataType.Int8 ? (sbyte)code : code, quant.Scale, quant.ZeroPoint);
}
