using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Tests.Runs;

public sealed class RunDataTests : IDisposable
{
    private readonly PatternFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_FolderWithAllParts_JudgesEpochsByItsOwnValidationPictures()
    {
        Fill("train", 6);
        Fill("val", 4);
        Fill("test", 2);
        RunData data = RunData.Open(Of() with { Patience = 3 });
        Assert.Equal((12, 8, 4, "test pictures", true), (data.Training.Count, data.Validation!.Count, data.Test.Count, data.TestName, data.LearnsFromAll));
        Assert.Contains("validation part", Refused(Of() with { Validation = 0.2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderWithoutParts_KeepsPicturesBack()
    {
        Fill(".", 10);
        RunData data = RunData.Open(Of() with { Validation = 0.25 });
        Assert.Equal((12, 4, 4, "pictures kept back from training", false), (data.Training.Count, data.Validation!.Count, data.Test.Count, data.TestName, data.LearnsFromAll));
        Assert.Contains("--validation 0.1", Refused(Of() with { Patience = 1 }), StringComparison.Ordinal);
        Assert.Contains("--validation 0.1", Refused(Of() with { Plateau = 1 }), StringComparison.Ordinal);
        Assert.Null(RunData.Open(Of() with { Plateau = 1, Monitor = "loss" }).Validation);
    }

    [Fact]
    public void Open_OnePictureAClass_LearnsFromAllAndHasNoneToSpare()
    {
        Fill(".", 1);
        Assert.Equal("training pictures, since there are no others", RunData.Open(Of()).TestName);
        Assert.Contains("to spare", Refused(Of() with { Validation = 0.3 }), StringComparison.Ordinal);
    }

    private void Fill(string part, int count)
    {
        folder.Fill($"data/{part}/a", count, 0);
        folder.Fill($"data/{part}/b", count, 3);
    }

    private Recipe Of() => new() { Architecture = "mnist-cnn", Data = $"folder:{folder.At("data")}" };

    private static string Refused(Recipe recipe)
    {
        var error = Assert.Throws<EdgeCnnException>(() => RunData.Open(recipe));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        return error.Message;
    }
}
