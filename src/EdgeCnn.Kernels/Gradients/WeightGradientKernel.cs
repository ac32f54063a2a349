using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Gradients;

/// <summary>One way to compute weight gradients.</summary>
/// <remarks>
/// Exactness: each sum takes its products in the order of the output pixels, one fused multiply-add each; taps outside the
/// input multiply by zero. So all kernels give equal bits. Threading: holds no state.
/// </remarks>
public abstract class WeightGradientKernel
{
    /// <summary>The name that reports print, for example <c>f32-weight-gradient-12x8-neon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Multiply-adds that are computed for a shape, those of tiles' edges too: the less the better.</summary>
    public abstract double Cost(in PatchGrid grid, int n);

    /// <summary>Elements of working memory of one run.</summary>
    public abstract int ScratchFloats(in PatchGrid grid, int n);

    /// <summary>Adds one picture's gradient to the sum.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public abstract void Run(scoped in WeightGradientArgs args);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The driver with one micro-kernel.</summary>
internal sealed class WeightGradientKernel<TKernel> : WeightGradientKernel
    where TKernel : struct, IWeightGradientMicroKernel
{
    public override string Name => TKernel.Name;

    public override bool IsSupported => TKernel.IsSupported;

    public override double Cost(in PatchGrid grid, int n) => WeightGradientDriver<TKernel>.Cost(grid, n);

    public override int ScratchFloats(in PatchGrid grid, int n) => WeightGradientDriver<TKernel>.ScratchFloats(grid, n);

    public override void Run(scoped in WeightGradientArgs args) => WeightGradientDriver<TKernel>.Run(args);
}
