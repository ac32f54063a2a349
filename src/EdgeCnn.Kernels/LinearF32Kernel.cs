using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels;

/// <summary>One way to compute a float convolution or matrix product: what it takes, what it costs, how it wants its weights, the run.</summary>
/// <remarks>Threading: holds no state; runs on different parts of one output may go side by side.</remarks>
public abstract class LinearF32Kernel
{
    /// <summary>The name that plans and reports print, for example <c>f32-gemm-8x8-neon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>
    /// True if each output is its products in ascending k, one fused multiply-add each from zero: such kernels give equal bits.
    /// The others stay within a bound, see <see cref="ErrorBound"/>.
    /// </summary>
    public virtual bool IsDirect => true;

    /// <summary>
    /// C of a kernel that is not direct: no output is further than C·2⁻²⁴·max|x|·Σ|w| from the true sum, x the inputs that it is made of
    /// and w its weights. 0 for direct kernels.
    /// </summary>
    public virtual double ErrorBound => 0;

    /// <summary>True if the kernel can compute this shape.</summary>
    public virtual bool Accepts(in PatchGrid grid, int n) => true;

    /// <summary>Estimated cycles of a run, comparable within a set.</summary>
    public abstract double Cost(in PatchGrid grid, int n);

    /// <summary>Elements of the packed weights.</summary>
    public abstract int PackedElements(in PatchGrid grid, int n);

    /// <summary>Brings weights into the kernel's order; done once, when a plan is made.</summary>
    /// <param name="weights">[n, KH, KW, C]</param>
    /// <param name="grid">The shape.</param>
    /// <param name="n">Output channels.</param>
    /// <param name="packed">Receives <see cref="PackedElements"/> elements.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public abstract void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, int n, Span<float> packed);

    /// <summary>Bytes of working memory of one run.</summary>
    public abstract int ScratchBytes(in PatchGrid grid, int n);

    /// <summary>Computes the output, or a part of it.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public abstract void Run(scoped in LinearF32Args args);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
