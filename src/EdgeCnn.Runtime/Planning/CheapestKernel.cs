using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Planning;

/// <summary>The cheapest kernel of a set for a layer's shape.</summary>
internal static class CheapestKernel
{
    public static LinearF32Kernel LinearF32(KernelSet set, PatchGrid grid, int n) =>
        Cheapest(set.LinearF32.Where(kernel => kernel.IsSupported && kernel.Accepts(grid, n)), kernel => kernel.Cost(grid, n));

    public static LinearInt8Kernel LinearInt8(KernelSet set, PatchGrid grid, int n, bool weightsHoldMinimum) =>
        Cheapest(set.LinearInt8.Where(kernel => kernel.IsSupported && (kernel.TakesMinimum || !weightsHoldMinimum) && kernel.Accepts(grid, n)), kernel => kernel.Cost(grid, n));

    public static DepthwiseF32Kernel DepthwiseF32(KernelSet set, PatchGrid grid) =>
        Cheapest(set.DepthwiseF32.Where(kernel => kernel.IsSupported && kernel.Accepts(grid)), kernel => kernel.Cost(grid));

    public static DepthwiseInt8Kernel DepthwiseInt8(KernelSet set, PatchGrid grid, bool weightsHoldMinimum) =>
        Cheapest(set.DepthwiseInt8.Where(kernel => kernel.IsSupported && (kernel.TakesMinimum || !weightsHoldMinimum) && kernel.Accepts(grid)), kernel => kernel.Cost(grid));

    // The first of equals, as the set lists them.
    private static T Cheapest<T>(IEnumerable<T> candidates, Func<T, double> cost) => candidates.MinBy(cost)!;
}
