using EdgeCnn.Kernels.Tests.Depthwise;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests;

/// <summary>
/// Every kernel that this processor can run, as many random cases as <see cref="PropertyCases"/> says: sizes about the tile's and
/// none at all, strides 1 to 3, padding 0 to 3, dilation 1 and 2, channels 1 to 67, extreme codes and weights, one to three parts.
/// </summary>
public sealed class KernelPropertyTests
{
    private static readonly List<(string Name, Func<Random, string?> Check)> All = [.. KernelSets.Supported.SelectMany(Of).DistinctBy(kernel => kernel.Name)];

    public static TheoryData<string> Names => [.. All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_AnyShape_GivesWhatNestedLoopsGive(string name) =>
        PropertyCases.Run(All.Count, name, All.Single(kernel => kernel.Name == name).Check);

    private static IEnumerable<(string Name, Func<Random, string?> Check)> Of(KernelSet set)
    {
        foreach (LinearInt8Kernel kernel in set.LinearInt8.Where(kernel => kernel.IsSupported))
            yield return ($"{kernel} {set.Sign}", random => LinearInt8Properties.Check(kernel, set.Sign, kernel.Name.Contains("winograd", StringComparison.Ordinal) ? PropertyCases.Window3x3(random) : PropertyCases.Geometry(random, Tile(kernel.Name)), random));
        foreach (LinearF32Kernel kernel in set.LinearF32.Where(kernel => kernel.IsSupported && kernel.IsDirect))
            yield return (kernel.Name, random => LinearF32Properties.Check(kernel, PropertyCases.Geometry(random, Tile(kernel.Name)), random));
        foreach (DepthwiseInt8Kernel kernel in set.DepthwiseInt8.Where(kernel => kernel.IsSupported))
            yield return ($"{kernel} {set.Sign}", random => DepthwiseProperties.CheckInt8(kernel, set.Sign, DepthwiseProperties.Geometry(random), random));
        foreach (DepthwiseF32Kernel kernel in set.DepthwiseF32.Where(kernel => kernel.IsSupported))
            yield return (kernel.Name, random => DepthwiseProperties.CheckF32(kernel, DepthwiseProperties.Geometry(random), random));
    }

    // The tile as the name tells it, for example int8-gemm-8x8c4-neondot; k in steps of at most 16.
    private static (int Mr, int Nr, int Kr) Tile(string name)
    {
        var size = System.Text.RegularExpressions.Regex.Match(name, @"-(\d+)x(\d+)");
        Assert.True(size.Success, name);
        return (int.Parse(size.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), int.Parse(size.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), 16);
    }
}
