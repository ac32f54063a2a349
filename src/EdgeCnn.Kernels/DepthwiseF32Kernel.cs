using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels;

/// <summary>One way to compute a float depthwise convolution.</summary>
/// <remarks>
/// Exactness: bias first, then the taps inside the input in the order [KH, KW], one fused multiply-add each, so all
/// kernels give equal bits. A kernel may multiply taps outside by zero: with finite weights that changes at most the sign of a zero.
/// Threading: holds no state; runs on different parts of one output may go side by side.
/// </remarks>
public abstract class DepthwiseF32Kernel
{
    /// <summary>The name that plans and reports print, for example <c>f32-depthwise-3x3-neon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>True if the kernel can compute this shape.</summary>
    public virtual bool Accepts(in PatchGrid grid) => true;

    /// <summary>Estimated cycles of a run, comparable within a set.</summary>
    public abstract double Cost(in PatchGrid grid);

    /// <summary>Elements of the packed weights.</summary>
    public virtual int PackedElements(in PatchGrid grid) => grid.K;

    /// <summary>Brings weights into the kernel's order; done once, when a plan is made.</summary>
    /// <param name="weights">[KH, KW, C]</param>
    /// <param name="grid">The shape.</param>
    /// <param name="packed">Receives <see cref="PackedElements"/> elements.</param>
    public virtual void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, Span<float> packed) => weights.CopyTo(packed);

    /// <summary>Bytes of working memory of one run.</summary>
    public virtual int ScratchBytes(in PatchGrid grid) => 0;

    /// <summary>Computes the output, or a part of it.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public abstract void Run(scoped in DepthwiseF32Args args);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
