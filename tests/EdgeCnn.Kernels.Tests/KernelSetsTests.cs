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
        string[] table = [.. File.ReadAllLines(Path.Combine(TestData.Root!, "src/EdgeCnn.Kernels/README.md")).SkipWhile(line => line != "| operation | dtype | set | kernels |").Skip(2).TakeWhile(line => line.StartsWith('|'))];
        Assert.Equal([.. Rows("convolution, dense | float32", set => set.LinearF32), .. Rows("convolution, dense | int8", set => set.LinearInt8), .. Rows("depthwise | float32", set => set.DepthwiseF32), .. Rows("depthwise | int8", set => set.DepthwiseInt8), .. Rows("pixels | uint8", set => [set.Pixels]), .. Rows("weight gradient | float32", set => set.WeightGradients)], table);

        static IEnumerable<string> Rows(string operation, Func<KernelSet, IEnumerable<object>> kernels) =>
            KernelSets.All.Select(set => $"| {operation} | {set} | {Names(kernels(set))} |");
    }

    private static string Names(IEnumerable<object> kernels) => string.Join(" ", kernels.Select(kernel => $"`{kernel}`"));

}
