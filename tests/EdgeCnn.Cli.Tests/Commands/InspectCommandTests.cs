using System.Text.Json;

namespace EdgeCnn.Cli.Tests.Commands;

public sealed class InspectCommandTests
{
    [Fact]
    public void Inspect_Json_IsOneDocumentAndNothingElse()
    {
        CommandResult result = EdgecnnProcess.Run("inspect", TinyMnist.Committed, "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("mnist-cnn", 4_241_152), (root.GetProperty("name").GetString(), root.GetProperty("macs").GetInt64()));
        Assert.Equal(new FileInfo(TinyMnist.Committed).Length, root.GetProperty("fileBytes").GetInt64());
        Assert.Equal(root.GetProperty("macs").GetInt64(), root.GetProperty("nodes").EnumerateArray().Sum(node => node.GetProperty("macs").GetInt64()));
        Assert.StartsWith("edgecnn train", root.GetProperty("provenance").GetProperty("train.command").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_Text_ShowsThePlan()
    {
        CommandResult result = EdgecnnProcess.Run("inspect", TinyMnist.Committed, "--kernels", "portable");
        Assert.Equal((0, ""), (result.Code, result.Error));
        foreach (string part in (string[])["Conv", "Dense", "portable", "train.command: edgecnn train"])
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_FolderOrOtherFile_IsBadData()
    {
        EdgecnnProcess.Run("inspect", Path.GetTempPath()).AssertRefused(3, Path.GetTempPath());
        EdgecnnProcess.Run("inspect", typeof(InspectCommandTests).Assembly.Location).AssertRefused(3, "offset 0");
    }
}
