using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Pixels;
using EdgeCnn.Kernels.Roofline;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels;

/// <summary>ARMv8.2 with dot product: Pi 5.</summary>
internal sealed class NeonDotKernels : KernelSet
{
    public override string Name => "neon-dot";

    public override string Requires => "ARM64 with the dot product extension (Cortex-A76: Pi 5)";

    public override bool IsSupported => NeonDotIsa.IsSupported;

    public override ActivationSign Sign => ActivationSign.Signed;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 => field ??=
    [
        new GemmF32Kernel<F32Gemm8x8<NeonIsa>>(),
        new GemmF32Kernel<F32Gemv1x16<NeonIsa>>(),
        new WinogradKernel<Winograd4x4<Lanes128<NeonIsa>, Vector128<float>>, F32Gemm8x8<NeonIsa>>(),
        new WinogradKernel<Winograd2x2<Lanes128<NeonIsa>, Vector128<float>>, F32Gemm8x8<NeonIsa>>(),
    ];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => field ??=
    [
        new GemmInt8Kernel<Int8Gemm8x8c4Dot<NeonDotIsa>>(),
        new GemmInt8Kernel<Int8Gemv1x16c4Dot<NeonDotIsa>>(),
    ];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => field ??= [.. DepthwiseCandidates.F32<Lanes128<NeonIsa>, Vector128<float>>(), new DepthwiseF32()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => field ??=
    [
        .. DepthwiseCandidates.Dot<NeonDotIsa>(),
        .. DepthwiseCandidates.Mlal<NeonIsa, SymmetricWeights>(),
        .. DepthwiseCandidates.Mlal<NeonIsa, FullRangeWeights>(),
        new DepthwiseInt8(ActivationSign.Signed),
    ];

    public override PixelKernel Pixels => field ??= new Pixels128<NeonPixelIsa>();

    public override IReadOnlyList<MacLoop> MacLoops => [new MacLoop<F32MacLoop<Lanes128<NeonIsa>, Vector128<float>>>(), new MacLoop<Int8DotLoop<NeonDotIsa>>()];

    public override LoadLoop LoadLoop => new LoadLoop<Lanes128<NeonIsa>, Vector128<float>>();
}
