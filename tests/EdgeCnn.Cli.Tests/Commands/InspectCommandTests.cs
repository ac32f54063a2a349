using System.Text.Json;
using System.Xml.Linq;

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
        JsonElement[] steps = [.. root.GetProperty("steps").EnumerateArray()];
        Assert.Equal(root.GetProperty("macs").GetInt64(), steps.Sum(step => step.GetProperty("macs").GetInt64()));
        Assert.Equal(root.GetProperty("packedWeightBytes").GetInt64(), steps.Sum(step => step.GetProperty("weightBytes").GetInt64()));
        Assert.Equal(root.GetProperty("arenaBytes").GetInt64(), root.GetProperty("activationBytes").GetInt64() + root.GetProperty("scratchBytes").GetInt64());
        Assert.InRange(root.GetProperty("activationBytes").GetInt64(), root.GetProperty("activationLowerBound").GetInt64(), root.GetProperty("activationLowerBound").GetInt64() * 11 / 10);
        JsonElement last = steps[^1].GetProperty("output");
        Assert.Equal(("[1,10]", "UInt8"), (last.GetProperty("shape").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), root.GetProperty("outputs")[0].GetProperty("type").GetString()));
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

    [Fact]
    public void Inspect_Svg_WritesThePictureAndKeepsTheOutputClean()
    {
        string folder = Directory.CreateTempSubdirectory("edgecnn-inspect-").FullName, path = Path.Combine(folder, "plan.svg");
        CommandResult result = EdgecnnProcess.Run("inspect", TinyMnist.Committed, "--svg", path, "--json");
        Assert.Equal(0, result.Code);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(json.RootElement.GetProperty("steps").GetArrayLength(), XDocument.Load(path).Descendants().Count(element => element.Name.LocalName == "g") - 2);
        EdgecnnProcess.Run("inspect", TinyMnist.Committed, "--svg", Path.Combine(folder, "no/such/plan.svg")).AssertRefused(4, "plan.svg");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Inspect_WithoutPass_LeavesItOutOrNamesTheKnown()
    {
        CommandResult result = EdgecnnProcess.Run("inspect", TinyMnist.Committed, "--without-pass", "fuse-activation", "--without-pass", "remove-dead-nodes");
        Assert.Equal((0, ""), (result.Code, result.Error));
        EdgecnnProcess.Run("inspect", TinyMnist.Committed, "--without-pass", "fuse-everything").AssertRefused(2, "fuse-everything");
    }
}
