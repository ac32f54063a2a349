using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private static readonly string Samples = Path.Combine(TestData.Root!, "models", "mnist-cnn", "samples");
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_Tensors_GivesEveryOutputAsAFile()
    {
        string model = Sum(), a = Floats("a.npy", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), b = Floats("b.npy", [.. Enumerable.Repeat(0.5f, 12)]);
        JsonElement json = EdgecnnProcess.RunJson("run", model, "--tensor", $"b=2={b}", "--tensor", $"a={a}", "--out", folder.At("deep/out"), "--kernels", "portable");
        JsonElement output = json.GetProperty("outputs")[0];
        Assert.Equal(("portable", "sum/out", "Float32", "[1,2,2,3]"), (json.GetProperty("kernels").GetString(), output.GetProperty("name").GetString(), output.GetProperty("type").GetString(), output.GetProperty("shape").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal((1.5, 12.5, 7.0, 0), (output.GetProperty("min").GetDouble(), output.GetProperty("max").GetDouble(), output.GetProperty("mean").GetDouble(), output.GetProperty("notFinite").GetInt32()));
        Assert.Equal(folder.At("deep/out/sum_out.npy"), output.GetProperty("file").GetString());
        NumpyArray result = NumpyFile.Read(folder.At("deep/out/sum_out.npy"));
        Assert.Equal("Float32[1,2,2,3]", result.ToString());
        Assert.Equal(Enumerable.Range(1, 12).Select(i => i + 0.5f), MemoryMarshal.Cast<byte, float>(result.Data.Span).ToArray());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    public void Run_AnyThreads_GivesTheSameResult(string threads)
    {
        string picture = Path.Combine(Samples, "3", "00030.png");
        CommandResult one = EdgecnnProcess.Run("run", TinyMnist.Committed, picture), many = EdgecnnProcess.Run("run", TinyMnist.Committed, picture, "--threads", threads);
        Assert.Equal((0, one.Output), (many.Code, many.Output));
        Assert.Equal(2, EdgecnnProcess.Run("run", TinyMnist.Committed, picture, "--threads", "65").Code);
    }

    [Fact]
    public void Run_TensorsAsText_SaysNameTypeShapeAndRange()
    {
        float[] values = [float.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        CommandResult result = EdgecnnProcess.Run("run", Sum(), "--tensor", $"a={Floats("a.npy", values)}", "--tensor", $"b=2={Floats("b.npy", values)}");
        Assert.Equal((0, "", "sum/out Float32[1,2,2,3]: min 2, max 2, mean 2, 1 NaN or infinite\n"), (result.Code, result.Error, result.Output));
        // NaN is no JSON; the result must still be a document.
        Assert.Equal(1, EdgecnnProcess.RunJson("run", Sum(), "--tensor", $"a={folder.At("a.npy")}", "--tensor", $"b=2={folder.At("b.npy")}").GetProperty("outputs")[0].GetProperty("notFinite").GetInt32());
    }

    [Fact]
    public void Run_CodesOfThePicture_GiveThePicturesClass()
    {
        byte[] pixels = PictureFile.Read(Path.Combine(Samples, "3", "00030.png")).Pixels;
        TensorInfo input = EcnnReader.Read(TinyMnist.Committed) is var graph ? graph.Tensor(graph.Inputs[0]) : null!;
        byte[] codes = [.. pixels.Select(p => (byte)QuantParams.Quantize(((p / 255f) - 0.1307f) / 0.3081f, input.Quant!.Scale, input.Quant.ZeroPoint, input.Type))];
        NumpyFile.Write(folder.At("x.npy"), new NumpyArray(input.Type, input.Shape, codes));
        EdgecnnProcess.RunJson("run", TinyMnist.Committed, "--tensor", $"{input.Name}={folder.At("x.npy")}", "--out", folder.Root);
        NumpyArray logits = NumpyFile.Read(folder.Files().Where(name => name != "x.npy").Select(folder.At).Single());
        byte[] scores = logits.Data.ToArray();
        Assert.Equal(DataType.UInt8, logits.Type);
        Assert.Equal(3, Array.IndexOf(scores, scores.Max()));
    }

    [Fact]
    public void Run_Float64File_IsNotedOnStandardError()
    {
        double[] values = new double[12];
        byte[] header = NumpyHeader.ToBytes(DataType.Float32, new Shape(1, 2, 2, 3));
        header[header.AsSpan().IndexOf("<f4"u8) + 2] = (byte)'8';
        folder.Put("wide.npy", [.. header, .. MemoryMarshal.AsBytes(values.AsSpan())]);
        CommandResult result = EdgecnnProcess.Run("run", Sum(), "--tensor", $"a={folder.At("wide.npy")}", "--tensor", $"b=2={folder.At("wide.npy")}");
        Assert.Equal(0, result.Code);
        Assert.Contains("wide.npy: float64 rounded to float32", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TensorThatDoesNotFit_NamesBothAndWritesNothing()
    {
        string model = Sum(), a = Floats("a.npy", new float[12]);
        NumpyFile.Write(folder.At("flat.npy"), SmallModels.Floats(new Shape(12), new float[12]));
        NumpyFile.Write(folder.At("bytes.npy"), new NumpyArray(DataType.UInt8, new Shape(1, 2, 2, 3), new byte[12]));
        EdgecnnProcess.Run("run", model, "--tensor", $"a={a}", "--tensor", $"b=2={folder.At("flat.npy")}", "--out", folder.At("out")).AssertRefused(3, "flat.npy", "Float32[12]", "'b=2'", "Float32[1,2,2,3]");
        EdgecnnProcess.Run("run", model, "--tensor", $"a={folder.At("bytes.npy")}", "--tensor", $"b=2={a}").AssertRefused(3, "UInt8[1,2,2,3]", "Float32[1,2,2,3]");
        EdgecnnProcess.Run("run", model, "--tensor", $"a={model}", "--tensor", $"b=2={a}").AssertRefused(3, "offset 0");
        EdgecnnProcess.Run("run", model, "--tensor", $"a={a}").AssertRefused(2, "'b=2'");
        EdgecnnProcess.Run("run", model, "--tensor", $"c={a}").AssertRefused(2, $"'c={a}'");
        Assert.DoesNotContain(folder.Files(), name => name.StartsWith("out/", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_NothingOrBothToRun_IsUsageError()
    {
        EdgecnnProcess.Run("run", TinyMnist.Committed).AssertRefused(2, "--tensor", "run --help");
        EdgecnnProcess.Run("run", TinyMnist.Committed, "a.png", "--tensor", "x=a.npy").AssertRefused(2, "either");
        EdgecnnProcess.Run("run", TinyMnist.Committed, "a.png", "--out", "x").AssertRefused(2, "--out");
        EdgecnnProcess.Run("run", TinyMnist.Committed, "a.png", "--crop", "wild").AssertRefused(2, "wild");
    }

    [Fact]
    public void Run_Pictures_GivesTheLikeliestClasses()
    {
        string[] files = [Path.Combine(Samples, "3", "00030.png"), Path.Combine(Samples, "7", "00000.png")];
        JsonElement json = EdgecnnProcess.RunJson(["run", TinyMnist.Committed, .. files, "--top", "2"]);
        JsonElement[] pictures = [.. json.GetProperty("pictures").EnumerateArray()];
        Assert.Equal(files, pictures.Select(picture => picture.GetProperty("file").GetString()!));
        Assert.Equal(["3", "7"], pictures.Select(picture => picture.GetProperty("top")[0].GetProperty("label").GetString()!));
        Assert.All(pictures, picture => Assert.Equal(2, picture.GetProperty("top").GetArrayLength()));
        Assert.All(pictures, picture => Assert.InRange(picture.GetProperty("top")[0].GetProperty("probability").GetDouble(), 0.5, 1));
        CommandResult text = EdgecnnProcess.Run("run", TinyMnist.Committed, files[0], "--top", "1");
        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.Matches(@"00030\.png: 3 \d+\.\d %\n$", text.Output);
    }

    [Fact]
    public void Run_ModelWithoutContract_TakesOptionsAndLabels()
    {
        string model = folder.At("bare.ecnn"), picture = Path.Combine(Samples, "3", "00030.png");
        EcnnWriter.Write(SmallModels.Pixels(softmax: false, task: null), model);
        folder.Put("labels.txt", "north\neast\n\nsouth\nwest\n"u8);
        EdgecnnProcess.Run("run", model, picture).AssertRefused(2, "--input-range");
        CommandResult noted = EdgecnnProcess.Run("run", model, picture, "--input-range", "0..1", "--labels", folder.At("labels.txt"), "--json");
        Assert.Equal(0, noted.Code);
        Assert.Contains("28x28 fitted to 2x2", noted.Error, StringComparison.Ordinal);
        string[] labels = [.. JsonDocument.Parse(noted.Output).RootElement.GetProperty("pictures")[0].GetProperty("top").EnumerateArray().Select(share => share.GetProperty("label").GetString()!)];
        Assert.Equal(["east", "north", "south", "west"], labels.Order());
        Assert.Equal("", EdgecnnProcess.Run("run", model, picture, "--input-range", "0..1", "--crop", "stretch").Error);
        EdgecnnProcess.Run("run", TinyMnist.Committed, picture, "--labels", folder.At("labels.txt")).AssertRefused(2, "--labels");
        EdgecnnProcess.Run("run", model, model, "--input-range", "0..1").AssertRefused(3, "bare.ecnn");
    }

    private string Sum()
    {
        EcnnWriter.Write(SmallModels.Sum(), folder.At("sum.ecnn"));
        return folder.At("sum.ecnn");
    }

    private string Floats(string name, params float[] values)
    {
        NumpyFile.Write(folder.At(name), SmallModels.Floats(new Shape(1, 2, 2, 3), values));
        return folder.At(name);
    }
}
