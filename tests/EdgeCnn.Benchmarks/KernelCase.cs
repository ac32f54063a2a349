using EdgeCnn.Kernels;

namespace EdgeCnn.Benchmarks;

/// <summary>One kernel at one layer; the column of multiply-adds reads it.</summary>
/// <typeparam name="TKernel">The kind of kernel.</typeparam>
/// <param name="Set">The kernel's set.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Shape">The layer.</param>
/// <param name="Macs">Multiply-adds of the layer.</param>
public sealed record KernelCase<TKernel>(KernelSet Set, TKernel Kernel, LayerShape Shape, long Macs) : IKernelCase
    where TKernel : notnull
{
    /// <summary>Every kernel that this processor can run, at each layer that it takes.</summary>
    public static IEnumerable<KernelCase<TKernel>> Of(IEnumerable<LayerShape> shapes, Func<KernelSet, IEnumerable<TKernel>> kernels, Func<TKernel, LayerShape, bool> takes, Func<LayerShape, long> macs) =>
        from shape in shapes
        from set in KernelSets.Supported
        from kernel in kernels(set)
        where takes(kernel, shape)
        select new KernelCase<TKernel>(set, kernel, shape, macs(shape));

    /// <summary>For example <c>f32-gemm-8x8-neon, matrix 256x256x256</c>.</summary>
    public override string ToString() => $"{Kernel}, {Shape.Name}";
}
