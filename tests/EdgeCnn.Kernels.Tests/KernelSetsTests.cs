namespace EdgeCnn.Kernels.Tests;

public sealed class KernelSetsTests
{
    /// <summary>Whoever runs the suite on a known processor says which set it must get, so that a wrong one cannot pass unseen.</summary>
    [Fact]
    public void Best_OnAKnownProcessor_IsTheExpectedSet()
    {
        string? expected = Environment.GetEnvironmentVariable("EDGECNN_EXPECT_KERNELS");
        if (string.IsNullOrEmpty(expected))
            Assert.Contains(KernelSets.Best, KernelSets.All);
        else
            Assert.Equal(expected, KernelSets.Best.Name);
    }

    [Fact]
    public void Supported_Always_EndsWithPortable() => Assert.Same(KernelSets.Portable, KernelSets.Supported[^1]);

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(KernelSets.Find("mmx"));

    [Fact]
    public void Readme_Table_NamesTheKernelsOfEverySet()
    {
        string[] lines = File.ReadAllLines(Path.Combine(TestData.Root!, "src/EdgeCnn.Kernels/README.md"));
        string[] header = Cells(lines.Single(line => line.StartsWith("| operation", StringComparison.Ordinal)));
        Assert.Equal(KernelSets.All.Select(set => set.Name).Order(), header[2..].Order());
        foreach (KernelSet set in KernelSets.All)
        {
            int column = Array.IndexOf(header, set.Name);
            Assert.Equal(Names(set.LinearF32), Cell("convolution, dense", "float32"));
            Assert.Equal(Names(set.LinearInt8), Cell("convolution, dense", "int8"));
            Assert.Equal(Names(set.DepthwiseF32), Cell("depthwise", "float32"));
            Assert.Equal(Names(set.DepthwiseInt8), Cell("depthwise", "int8"));

            string Cell(string operation, string type) => Cells(lines.Single(line => line.StartsWith($"| {operation} | {type} |", StringComparison.Ordinal)))[column];
        }
    }

    private static string Names(IEnumerable<object> kernels) => string.Join(" ", kernels.Select(kernel => $"`{kernel}`"));

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
