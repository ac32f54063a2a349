using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Kernels.Roofline;
using EdgeCnn.Kernels.Winograd;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels;

/// <summary>x64 with products of bytes in 256-bit registers.</summary>
internal sealed class AvxVnniKernels : KernelSet
{
    public override string Name => "avx-vnni";

    public override string Requires => "x64 with AVX-VNNI";

    public override bool IsSupported => Int8Gemm6x16Vnni.IsSupported && F32Gemm6x16Avx2.IsSupported;

    public override ActivationSign Sign => ActivationSign.Unsigned;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 => field ??=
    [
        new GemmF32Kernel<F32Gemm6x16Avx2>(),
        new WinogradKernel<Winograd4x4<Lanes256, Vector256<float>>, F32Gemm6x16Avx2>(),
        new WinogradKernel<Winograd2x2<Lanes256, Vector256<float>>, F32Gemm6x16Avx2>(),
    ];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => field ??=
    [
        new GemmCodesKernel<Int8Gemm6x16Vnni>(),
        new PixelPairKernel(new GemmCodesKernel<Int8Gemm6x16Vnni>()),
        new GemmInt8Kernel<Int8Gemm4x24Vnni>(),
        new GemmInt8Kernel<Int8Gemm3x32Vnni>(),
        new GemmInt8Kernel<Int8Gemv1x64Vnni>(),
    ];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => field ??= [.. DepthwiseCandidates.F32<Lanes256, Vector256<float>>(), new DepthwiseF32()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => field ??= [.. DepthwiseX64.Vnni(), .. DepthwiseX64.Avx2(), new DepthwiseInt8(ActivationSign.Unsigned)];

    public override IReadOnlyList<WeightGradientKernel> WeightGradients => field ??= [new WeightGradientKernel<WeightGradient6x2<Lanes256, Vector256<float>>>()];

    public override PixelKernel Pixels => field ??= new PixelsAvx2();

    public override IReadOnlyList<MacLoop> MacLoops => [new MacLoop<F32MacLoop<Lanes256, Vector256<float>>>(), new MacLoop<Int8VnniLoop>()];

    public override LoadLoop LoadLoop => new LoadLoop<Lanes256, Vector256<float>>();
}
