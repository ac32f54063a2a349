using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Kernels.Roofline;
using EdgeCnn.Kernels.Winograd;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels;

/// <summary>x64 of the last ten years.</summary>
internal sealed class Avx2Kernels : KernelSet
{
    public override string Name => "avx2";

    public override string Requires => "x64 with AVX2 and FMA";

    public override bool IsSupported => Int8Gemm4x16Avx2.IsSupported && F32Gemm6x16Avx2.IsSupported;

    public override ActivationSign Sign => ActivationSign.Unsigned;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 => field ??=
    [
        new GemmF32Kernel<F32Gemm6x16Avx2>(),
        new WinogradKernel<Winograd4x4<Lanes256, Vector256<float>>, F32Gemm6x16Avx2>(),
        new WinogradKernel<Winograd2x2<Lanes256, Vector256<float>>, F32Gemm6x16Avx2>(),
    ];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => field ??=
    [
        new GemmWideKernel<Int8Gemm4x16Avx2>(),
        new PixelPairKernel(new GemmWideKernel<Int8Gemm4x16Avx2>()),
    ];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => field ??= [.. DepthwiseCandidates.F32<Lanes256, Vector256<float>>(), new DepthwiseF32()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => field ??= [.. DepthwiseX64.Avx2(), new DepthwiseInt8(ActivationSign.Unsigned)];

    public override IReadOnlyList<WeightGradientKernel> WeightGradients => field ??= [new WeightGradientKernel<WeightGradient6x2<Lanes256, Vector256<float>>>()];

    public override PixelKernel Pixels => field ??= new PixelsAvx2();

    public override IReadOnlyList<MacLoop> MacLoops => [new MacLoop<F32MacLoop<Lanes256, Vector256<float>>>(), new MacLoop<Int8MaddLoop>()];

    public override LoadLoop LoadLoop => new LoadLoop<Lanes256, Vector256<float>>();
}
