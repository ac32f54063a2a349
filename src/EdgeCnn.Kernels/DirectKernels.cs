using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Kernels;

/// <summary>A set without those float kernels that are not direct: what it computes is equal bit for bit on every processor.</summary>
internal sealed class DirectKernels(KernelSet all) : KernelSet
{
    public override string Name => all.Name;

    public override string Requires => all.Requires;

    public override bool IsSupported => all.IsSupported;

    public override ActivationSign Sign => all.Sign;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 { get; } = [.. all.LinearF32.Where(kernel => kernel.IsDirect)];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => all.LinearInt8;

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => all.DepthwiseF32;

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => all.DepthwiseInt8;

    public override IReadOnlyList<WeightGradientKernel> WeightGradients => all.WeightGradients;

    public override PixelKernel Pixels => all.Pixels;

    public override IReadOnlyList<MacLoop> MacLoops => all.MacLoops;

    public override LoadLoop LoadLoop => all.LoadLoop;
}
