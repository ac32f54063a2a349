using System.Text.Json;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private static readonly string Onnx = Path.Combine(TestData.Root!, "models", "mnist-cnn", "model.onnx");
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Import_NoOnnxFile_IsBadDataAndWritesNothing()
    {
        string target = folder.At("m.ecnn");
        EdgecnnProcess.Run("import", TinyMnist.Committed, "--out", target).AssertRefused(3, TinyMnist.Committed);
        EdgecnnProcess.Run("import", "no-such-model.onnx", "--out", target, "--golden", "1").AssertRefused(3, "no-such-model.onnx", "Check the path and the rights.");
        Assert.Empty(folder.Files());
    }

    [Fact]
    public void Import_InputShape_IsOfAnInputThatExistsAndGivenOnce()
    {
        // Read as ONNX, with all options, whatever the ending says.
        File.Copy(Onnx, folder.At("model.bin"));
        string input = Assert.Single(EdgeCnn.Onnx.OnnxImporter.Inputs(Onnx)).Name;
        foreach (string model in (string[])[Onnx, folder.At("model.bin")])
        {
            EdgecnnProcess.Run("import", model, "--out", folder.At("m.ecnn"), "--input-shape", "other=1,1,28,28").AssertRefused(2, model, "'other'", $"'{input}'");
            EdgecnnProcess.Run("import", model, "--out", folder.At("m.ecnn"), "--input-shape", $"{input}=1,1,28,28", "--input-shape", $"{input}=2,1,28,28").AssertRefused(2, $"'{input}'", "twice");
        }

        Assert.Equal(["model.bin"], folder.Files());
        EdgecnnProcess.RunJson("import", folder.At("model.bin"), "--out", folder.At("m.ecnn"), "--input-shape", $"{input}=1,1,28,28");
    }

    [Fact]
    public void Import_WithoutGolden_WritesTheModelAlone()
    {
        JsonElement json = EdgecnnProcess.RunJson("import", Onnx, "--out", folder.At("m.ecnn"));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("golden").ValueKind);
        Assert.Equal(["m.ecnn"], folder.Files());
    }

    [Fact]
    public void Import_LabelsAndRange_GiveAModelThatSaysHowItWantsItsPictures()
    {
        folder.Put("bare.onnx", OnnxExporter.ToBytes(Bare()));
        folder.Put("names.txt", "north\neast\n\nsouth \nwest\n"u8);
        folder.Put("few.txt", "north\n"u8);
        string bare = folder.At("bare.onnx"), target = folder.At("m.ecnn");
        EdgecnnProcess.RunJson("import", bare, "--out", target, "--input-range", "0..255", "--std", "2", "--labels", folder.At("names.txt"));
        InputContract contract = ModelFile.Open(target).Contract!;
        Assert.Equal("north east south west", string.Join(' ', contract.Labels));
        Assert.Equal((4, 4, ColorOrder.Gray, 1f, 2f), (contract.Height, contract.Width, contract.Color, contract.Divisor, contract.Std[0]));
        EdgecnnProcess.Run("import", bare, "--out", target, "--input-range", "0..1").AssertRefused(2, "--labels");
        EdgecnnProcess.Run("import", bare, "--out", target, "--labels", folder.At("names.txt")).AssertRefused(2, "--input-range");
        EdgecnnProcess.Run("import", bare, "--out", target, "--input-range", "0..1", "--labels", folder.At("few.txt")).AssertRefused(3, "expected 4 names", "got 1");
        EdgecnnProcess.Run("import", bare, "--out", target, "--input-range", "0..1", "--labels", folder.At("absent.txt")).AssertRefused(3, "absent.txt");
        EdgecnnProcess.Run("import", Onnx, "--out", target, "--input-range", "0..1", "--labels", folder.At("names.txt")).AssertRefused(2, "says itself");
    }

    // One value of each quarter of a 4x4 picture, and no word of what it is.
    private static NetworkGraph Bare()
    {
        var builder = new NetworkGraphBuilder("bare");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4, 4, 1)));
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["x"], Output = "quarters", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["quarters"], Output = "y", Target = new Shape(1, 4) });
        builder.AddOutput("y");
        return builder.Build();
    }

    [Fact]
    public void Import_Golden_WritesVectorsThatTheModelKeepsWithEveryKernelSet()
    {
        JsonElement json = EdgecnnProcess.RunJson("import", Onnx, "--out", folder.At("m.ecnn"), "--golden", "2");
        Assert.Equal((folder.At("m.golden.json"), "Int8"), (json.GetProperty("golden").GetString(), json.GetProperty("arithmetic").GetString()));
        Assert.Equal(["m.ecnn", "m.golden.bin", "m.golden.json"], folder.Files());
        GoldenSet golden = GoldenSet.Read(folder.At("m.golden.json"));
        Assert.Equal(GoldenSet.Hash(File.ReadAllBytes(folder.At("m.ecnn"))), golden.Manifest.ModelSha256);
        Assert.Equal(("m.ecnn", "portable", 2, true), (golden.Manifest.Model, golden.Manifest.Kernels, golden.Manifest.Vectors, golden.IsAsWritten));
        foreach (string kernels in Kernels.KernelSets.Supported.Select(set => set.Name))
        {
            var session = InferenceSession.Load(folder.At("m.ecnn"), new SessionOptions { Kernels = kernels });
            for (int vector = 0; vector < 2; vector++)
            {
                byte[] got = new byte[session.Outputs[0].SizeBytes];
                session.SetInputBytes(0, golden.Input(vector, 0));
                session.Run();
                session.CopyOutputBytes(0, got);
                Assert.Equal(golden.Output(vector, 0).ToArray(), got);
            }
        }

        Assert.NotEqual(golden.Input(0, 0).ToArray(), golden.Input(1, 0).ToArray());
    }

    [Fact]
    public void Import_GoldenOfEqualSeeds_AreEqualFiles()
    {
        foreach (string name in (string[])["a", "b"])
            EdgecnnProcess.RunJson("import", Onnx, "--out", folder.At($"{name}.ecnn"), "--golden", "1", "--seed", "5");
        EdgecnnProcess.RunJson("import", Onnx, "--out", folder.At("c.ecnn"), "--golden", "1", "--seed", "6");
        Assert.Equal(File.ReadAllBytes(folder.At("a.golden.bin")), File.ReadAllBytes(folder.At("b.golden.bin")));
        Assert.NotEqual(File.ReadAllBytes(folder.At("a.golden.bin")), File.ReadAllBytes(folder.At("c.golden.bin")));
    }

    [Fact]
    public void Import_FolderMissing_IsDeviceErrorAndWritesNothing()
    {
        EdgecnnProcess.Run("import", Onnx, "--out", folder.At("absent/m.ecnn"), "--golden", "1").AssertRefused(4, "absent");
        Assert.Empty(folder.Files());
    }
}
