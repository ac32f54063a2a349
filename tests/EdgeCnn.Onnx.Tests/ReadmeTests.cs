using System.Text.RegularExpressions;
using EdgeCnn.Onnx.Import;

namespace EdgeCnn.Onnx.Tests;

/// <summary>The README lists the operators that are read, all of them and no other.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Operators_InTheReadme_AreThoseOfTheTable()
    {
        string readme = File.ReadAllText(Path.Combine(TestData.Root!, "src/EdgeCnn.Onnx/README.md"));
        string table = readme[readme.IndexOf("| family |", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n\n", StringComparison.Ordinal)];
        Assert.Equal(OpTable.Names.Order(StringComparer.Ordinal), Quoted().Matches(table).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Opsets_InTheReadme_AreThoseThatAreRead() => Assert.Contains(
        $"opset {OnnxFormat.OldestOpset} to {OnnxFormat.NewestOpset}", File.ReadAllText(Path.Combine(TestData.Root!, "src/EdgeCnn.Onnx/README.md")), StringComparison.Ordinal);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
