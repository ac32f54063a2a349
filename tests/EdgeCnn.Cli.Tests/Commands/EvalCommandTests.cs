using System.Text.Json;

namespace EdgeCnn.Cli.Tests.Commands;

[Collection(TinyMnistCollection.Name)]
public sealed class EvalCommandTests(TinyMnist tiny)
{
    [Fact]
    public void Eval_TrainedModel_GivesTheAccuracyOfItsHistory()
    {
        JsonElement json = EdgecnnProcess.RunJson("eval", tiny.Model, "--data", tiny.Data);
        Assert.Equal(32, json.GetProperty("images").GetInt32());
        Assert.Equal(json.GetProperty("right").GetInt32() / 32.0, json.GetProperty("top1").GetDouble(), 1e-9);
        using var history = JsonDocument.Parse(File.ReadAllBytes(tiny.At("run/history.json")));
        Assert.Equal(history.RootElement[0].GetProperty("testAccuracy").GetDouble(), json.GetProperty("top1").GetDouble(), 1.0 / 32 + 1e-9);
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
    public void Eval_DataCutOff_IsBadDataThatNamesTheFile()
    {
        Directory.CreateDirectory(tiny.At("cut"));
        File.WriteAllBytes(tiny.At("cut/t10k-images-idx3-ubyte"), File.ReadAllBytes(tiny.At("data/t10k-images-idx3-ubyte"))[..^1]);
        File.Copy(tiny.At("data/t10k-labels-idx1-ubyte"), tiny.At("cut/t10k-labels-idx1-ubyte"));
        EdgecnnProcess.Run("eval", TinyMnist.Committed, "--data", $"mnist:{tiny.At("cut")}").AssertRefused(3, "t10k-images-idx3-ubyte");
    }
}
