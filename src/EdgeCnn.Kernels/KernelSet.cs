using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Kernels;

/// <summary>The kernels for one kind of processor: for each operation the candidates among which a plan chooses by cost. A set holds no state but its lists, which are made when they are first asked for.</summary>
/// <remarks>
/// Exactness: every int8 kernel of every set gives equal results, byte for byte; every direct float kernel, bit for bit
/// (<see cref="LinearF32Kernel.IsDirect"/>).
/// </remarks>
public abstract class KernelSet
{
    /// <summary>The name that users pass and reports print, for example <c>neon-dot</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The processors that the set is for.</summary>
    public abstract string Requires { get; }

    /// <summary>True if this processor can run the set.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>How the set wants 8-bit activation codes.</summary>
    public abstract ActivationSign Sign { get; }

    /// <summary>Float convolutions and matrix products; the first takes every shape.</summary>
    public abstract IReadOnlyList<LinearF32Kernel> LinearF32 { get; }

    /// <summary>Int8 convolutions and matrix products; among those that take −128 one takes every shape.</summary>
    public abstract IReadOnlyList<LinearInt8Kernel> LinearInt8 { get; }

    /// <summary>Float depthwise convolutions; the last takes every shape.</summary>
    public abstract IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 { get; }

    /// <summary>Int8 depthwise convolutions; the last takes every shape.</summary>
    public abstract IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 { get; }

    /// <summary>Derivatives of float convolutions with respect to their weights; each takes every shape. Only training asks for them, so boards have none of their own.</summary>
    public virtual IReadOnlyList<WeightGradientKernel> WeightGradients => field ??= [new WeightGradientKernel<WeightGradient12x2<Lanes128<PortableIsa>, Vector128<float>>>()];

    /// <summary>The steps from a picture to a model's input.</summary>
    public abstract PixelKernel Pixels { get; }

    /// <summary>The products that the set's kernels are made of, in registers only: their rates bound every kernel. Those that this processor has not are among them.</summary>
    public virtual IReadOnlyList<MacLoop> MacLoops => [new MacLoop<F32MacLoop<Lanes128<PortableIsa>, Vector128<float>>>(), new MacLoop<Int8DotLoop<PortableIsa>>()];

    /// <summary>Reads memory by the set's widest registers.</summary>
    public virtual LoadLoop LoadLoop => new LoadLoop<Lanes128<PortableIsa>, Vector128<float>>();

    /// <summary>The float GEMM for matrices that are not weights.</summary>
    public GemmF32Kernel GemmF32 => (GemmF32Kernel)LinearF32[0];

    /// <summary>The set without float kernels that are not direct, so that results are equal bit for bit on every processor.</summary>
    public KernelSet Direct() => new DirectKernels(this);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
