using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Pixels;
using EdgeCnn.Kernels.Roofline;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels;

/// <summary>ARMv8.0: Pi 3, Zero 2 W, Pi 4.</summary>
internal sealed class NeonKernels : KernelSet
{
    public override string Name => "neon";

    public override string Requires => "ARM64 (Cortex-A53, A72: Pi 3, Zero 2 W, Pi 4)";

    public override bool IsSupported => NeonIsa.IsSupported;

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
        new GemmInt8Kernel<Int8Gemm4xNc16Mlal<NeonIsa, SymmetricWeights, SixteenColumns>>(),
        new GemmInt8Kernel<Int8Gemm4xNc16Mlal<NeonIsa, SymmetricWeights, EightColumns>>(),
        new GemmInt8Kernel<Int8Gemm4xNc16Mlal<NeonIsa, FullRangeWeights, EightColumns>>(),
        new GemmInt8Kernel<Int8Gemm4xNc16Mlal<NeonIsa, SymmetricWeights, FourColumns>>(),
        new GemmInt8Kernel<Int8Gemm4xNc16Mlal<NeonIsa, FullRangeWeights, FourColumns>>(),
        new GemmInt8Kernel<Int8Gemv1x8c16Mlal<NeonIsa, SymmetricWeights>>(),
        new GemmInt8Kernel<Int8Gemv1x8c16Mlal<NeonIsa, FullRangeWeights>>(),
    ];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => field ??= [.. DepthwiseCandidates.F32<Lanes128<NeonIsa>, Vector128<float>>(), new DepthwiseF32()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => field ??=
    [
        .. DepthwiseCandidates.Mlal<NeonIsa, SymmetricWeights>(),
        .. DepthwiseCandidates.Mlal<NeonIsa, FullRangeWeights>(),
        new DepthwiseInt8(ActivationSign.Signed),
    ];

    public override PixelKernel Pixels => field ??= new Pixels128<NeonPixelIsa>();

    public override IReadOnlyList<MacLoop> MacLoops => [new MacLoop<F32MacLoop<Lanes128<NeonIsa>, Vector128<float>>>(), new MacLoop<Int8MlalLoop<NeonIsa>>()];

    public override LoadLoop LoadLoop => new LoadLoop<Lanes128<NeonIsa>, Vector128<float>>();
}
