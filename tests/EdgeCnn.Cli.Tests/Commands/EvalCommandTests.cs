using System.Globalization;
using System.Text.Json;
using EdgeCnn.Graph.Format;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands;

[Collection(TinyMnistCollection.Name)]
public sealed class EvalCommandTests(TinyMnist tiny)
{
    [Fact]
    public void Eval_TrainedModel_GivesTheAccuracyThatItsFileTells()
    {
        JsonElement json = EdgecnnProcess.RunJson("eval", tiny.Model, "--data", tiny.Data);
        Assert.Equal(32, json.GetProperty("images").GetInt32());
        Assert.Equal(json.GetProperty("right").GetInt32() / 32.0, json.GetProperty("top1").GetDouble(), 1e-9);
        Assert.Equal(double.Parse(ModelFile.Open(tiny.Model).Provenance["train.testAccuracy"], CultureInfo.InvariantCulture), json.GetProperty("top1").GetDouble(), 1.0 / 32 + 1e-3);
    }

    [Fact]
    public void Eval_Int8ModelWithAnyKernels_GivesEqualAnswers()
    {
        JsonElement best = EdgecnnProcess.RunJson("eval", TinyMnist.Committed, "--data", tiny.Data);
        JsonElement portable = EdgecnnProcess.RunJson("eval", TinyMnist.Committed, "--data", tiny.Data, "--kernels", "portable");
        Assert.Equal("portable", portable.GetProperty("kernels").GetString());
        Assert.Equal(best.GetProperty("right").GetInt32(), portable.GetProperty("right").GetInt32());
    }

    [Fact]
    public void Eval_Text_IsOneLineOnStandardOutput()
    {
        CommandResult result = EdgecnnProcess.Run("eval", tiny.Model, "--data", tiny.Data);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Matches(@"^\S+model\.ecnn: \d+ of 32 right \(\d+\.\d\d %\), kernels \S+, \d+ pictures/s\n$", result.Output);
    }

    [Fact]
    public void Eval_WrongFilesAndNames_SayWhich()
    {
        EdgecnnProcess.Run("eval", "no-such-model.ecnn", "--data", tiny.Data).AssertRefused(3, "no-such-model.ecnn");
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"mnist:{tiny.At("absent")}").AssertRefused(3, tiny.At("absent"));
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", "mnist").AssertRefused(2, "'mnist'");
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", tiny.Data, "--kernels", "sse9").AssertRefused(2, "'sse9'");
    }

    [Fact]
    public void Eval_SetWithOtherClasses_IsRefusedInsteadOfCountingTheirNumbers() =>
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"fashion-mnist:{tiny.At("data")}").AssertRefused(3, "expected the model's classes 0, 1, 2");

    [Fact]
    public void Eval_DataCutOff_IsBadDataThatNamesTheFile()
    {
        Directory.CreateDirectory(tiny.At("cut"));
        File.WriteAllBytes(tiny.At("cut/t10k-images-idx3-ubyte"), File.ReadAllBytes(tiny.At("data/t10k-images-idx3-ubyte"))[..^1]);
        File.Copy(tiny.At("data/t10k-labels-idx1-ubyte"), tiny.At("cut/t10k-labels-idx1-ubyte"));
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"mnist:{tiny.At("cut")}").AssertRefused(3, "t10k-images-idx3-ubyte");
    }

    [Fact]
    public void Eval_FolderOfPictures_CountsLikeTheDataSet()
    {
        string samples = Path.Combine(TestData.Root!, "models", "mnist-cnn", "samples");
        JsonElement json = EdgecnnProcess.RunJson("eval", TinyMnist.Committed, "--data", $"folder:{samples}");
        Assert.Equal((100, 100, 0), (json.GetProperty("images").GetInt32(), json.GetProperty("right").GetInt32(), json.GetProperty("unreadable").GetInt32()));
    }

    [Fact]
    public void Eval_FolderWithDamagedPictures_CountsAndNamesThem()
    {
        using var folder = new TestFolder();
        string samples = Path.Combine(TestData.Root!, "models", "mnist-cnn", "samples");
        folder.Put("3/good.png", File.ReadAllBytes(Path.Combine(samples, "3", "00030.png")));
        folder.Put("3/bad.png", "no picture"u8);
        folder.Put("8/empty.png", []);
        CommandResult result = EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"folder:{folder.Root}");
        Assert.Equal(0, result.Code);
        Assert.Matches(@": 1 of 1 right .*; 2 pictures could not be read\n$", result.Output);
        Assert.Matches(@"(?s)^edgecnn: \S+3/bad\.png, offset 0: .*\nedgecnn: \S+8/empty\.png, .*\n$", result.Error);
        File.Delete(folder.At("3/good.png"));
        CommandResult none = EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"folder:{folder.Root}");
        Assert.Equal(3, none.Code);
        Assert.Contains("none of its 2 pictures", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_FolderOfUnknownClasses_NamesThem()
    {
        using var folder = new TestFolder();
        folder.Put("dog/1.png", []);
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"folder:{folder.Root}").AssertRefused(3, "'dog'", "0, 1, 2");
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", "folder:").AssertRefused(2, "folder:DIRECTORY");
    }

    [Fact]
    public void Eval_FolderForAModelWithoutContract_GoesByOrderAndWantsItsSizeOrACrop()
    {
        using var folder = new TestFolder();
        string model = folder.At("bare.ecnn");
        EcnnWriter.Write(SmallModels.Pixels(softmax: false, task: null), model);
        // The brightest pixel is the class: n, e, s, w in the order of the model.
        foreach (var (name, at) in new[] { ("a", 0), ("b", 1), ("c", 2), ("d", 0) })
        {
            byte[] pixels = new byte[4];
            pixels[at] = 200;
            Directory.CreateDirectory(folder.At($"data/{name}"));
            PngWriter.Write(folder.At($"data/{name}/1.png"), new Image(2, 2, PixelFormat.Gray8, pixels).View);
        }

        JsonElement json = EdgecnnProcess.RunJson("eval", model, "--data", $"folder:{folder.At("data")}", "--input-range", "0..1");
        Assert.Equal((4, 3), (json.GetProperty("images").GetInt32(), json.GetProperty("right").GetInt32()));
        PngWriter.Write(folder.At("data/a/2.png"), new Image(4, 4, PixelFormat.Gray8, new byte[16]).View);
        EdgecnnProcess.Run("eval", model, "--data", $"folder:{folder.At("data")}", "--input-range", "0..1").AssertRefused(3, "2.png has 4x4x1", "--crop");
        Assert.Equal(5, EdgecnnProcess.RunJson("eval", model, "--data", $"folder:{folder.At("data")}", "--input-range", "0..1", "--crop", "stretch").GetProperty("images").GetInt32());
    }
}
