namespace EdgeCnn.Cli.Tests.Commands;

public sealed class ImportCommandTests
{
    [Fact]
    public void Import_NoOnnxFile_IsBadDataAndWritesNothing()
    {
        string target = Path.Combine(Path.GetTempPath(), $"edgecnn-{Guid.NewGuid():N}.ecnn");
        EdgecnnProcess.Run("import", TinyMnist.Committed, "--out", target).AssertRefused(3, TinyMnist.Committed);
        EdgecnnProcess.Run("import", "no-such-model.onnx", "--out", target).AssertRefused(3, "no-such-model.onnx");
        Assert.False(File.Exists(target));
    }
}
