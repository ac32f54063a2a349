using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Pixels;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels;

/// <summary>Any processor; the specification of the others.</summary>
internal sealed class PortableKernels : KernelSet
{
    public override string Name => "portable";

    public override string Requires => "any processor";

    public override bool IsSupported => true;

    public override ActivationSign Sign => ActivationSign.Signed;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 => field ??=
    [
        new GemmF32Kernel<F32Gemm8x8<PortableIsa>>(),
        new GemmF32Kernel<F32Gemv1x16<PortableIsa>>(),
        new WinogradKernel<Winograd4x4<Lanes128<PortableIsa>, Vector128<float>>, F32Gemm8x8<PortableIsa>>(),
        new WinogradKernel<Winograd2x2<Lanes128<PortableIsa>, Vector128<float>>, F32Gemm8x8<PortableIsa>>(),
    ];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => field ??=
    [
        new GemmInt8Kernel<Int8Gemm8x8c4Dot<PortableIsa>>(),
        new GemmInt8Kernel<Int8Gemv1x16c4Dot<PortableIsa>>(),
    ];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => field ??= [.. DepthwiseCandidates.F32<Lanes128<PortableIsa>, Vector128<float>>(), new DepthwiseF32()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => field ??=
    [
        .. DepthwiseCandidates.Mlal<PortableIsa, SymmetricWeights>(),
        .. DepthwiseCandidates.Mlal<PortableIsa, FullRangeWeights>(),
        new DepthwiseInt8(ActivationSign.Signed),
    ];

    public override PixelKernel Pixels => field ??= new Pixels128<PortablePixelIsa>();
}
