using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Kernels.Roofline;
using EdgeCnn.Kernels.Winograd;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels;

/// <summary>x64 with 512-bit registers; .NET has no 512-bit products of bytes, so int8 takes those of 256 bits where there are any, and of 16-bit numbers elsewhere.</summary>
internal sealed class Avx512Kernels : KernelSet
{
    public override string Name => "avx512";

    public override string Requires => "x64 with AVX-512F";

    public override bool IsSupported => F32Gemm8x32Avx512.IsSupported && Int8Gemm4x16Avx2.IsSupported;

    public override ActivationSign Sign => ActivationSign.Unsigned;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 => field ??=
    [
        new GemmF32Kernel<F32Gemm8x32Avx512>(),
        new GemmF32Kernel<F32Gemm9x32Avx512>(),
        new GemmF32Kernel<F32Gemm7x48Avx512>(),
        new GemmF32Kernel<F32Gemm10x16Avx512>(),
        new GemmF32Kernel<F32Gemm10x24Avx512>(),
        new GemmF32Kernel<F32Gemm10x8Avx512>(),
        new GemmF32Kernel<F32Gemv1x64Avx512>(),
        new WinogradKernel<Winograd4x4<Lanes512, Vector512<float>>, F32Gemm8x32Avx512>(),
        new WinogradKernel<Winograd4x4<Lanes512, Vector512<float>>, F32Gemm7x48Avx512>(),
        new WinogradKernel<Winograd4x4<Lanes512, Vector512<float>>, F32Gemm10x16Avx512>(),
        new WinogradKernel<Winograd4x4<Lanes512, Vector512<float>>, F32Gemm4x64Avx512>(),
        new WinogradKernel<Winograd2x2<Lanes512, Vector512<float>>, F32Gemm8x32Avx512>(),
    ];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => field ??=
    [
        new GemmCodesKernel<Int8Gemm6x16Vnni>(),
        new PixelPairKernel(new GemmCodesKernel<Int8Gemm6x16Vnni>()),
        new GemmInt8Kernel<Int8Gemm4x24Vnni>(),
        new GemmInt8Kernel<Int8Gemm3x32Vnni>(),
        new GemmInt8Kernel<Int8Gemv1x64Vnni>(),
        new GemmWideKernel<Int8Gemm9x16Avx512>(),
        new PixelPairKernel(new GemmWideKernel<Int8Gemm9x16Avx512>()),
        new GemmWideKernel<Int8Gemv1x64Avx512>(),
        new WinogradInt8Kernel<Int8Winograd4x4Avx512, Int8WinogradGemm4x16Avx512>(),
        new WinogradInt8Kernel<Int8Winograd4x4Avx512, Int8WinogradGemm2x32Avx512>(),
        new WinogradInt8Kernel<Int8Winograd2x2Avx512, Int8WinogradGemm4x16Avx512>(),
        new GemmWideKernel<Int8Gemm4x16Avx2>(),
    ];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => field ??= [.. DepthwiseCandidates.F32<Lanes512, Vector512<float>>(), .. DepthwiseCandidates.F32<Lanes256, Vector256<float>>(), new DepthwiseF32()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => field ??= [.. DepthwiseX64.Avx512(), .. DepthwiseX64.Avx2(), new DepthwiseInt8(ActivationSign.Unsigned)];

    public override IReadOnlyList<WeightGradientKernel> WeightGradients => field ??= [new WeightGradientKernel<WeightGradient12x2<Lanes512, Vector512<float>>>(), new WeightGradientKernel<WeightGradient24x1<Lanes512, Vector512<float>>>(), new WeightGradientKernel<WeightGradient6x2<Lanes256, Vector256<float>>>()];

    public override PixelKernel Pixels => field ??= new PixelsAvx2();

    public override IReadOnlyList<MacLoop> MacLoops => [new MacLoop<F32MacLoop<Lanes512, Vector512<float>>>(), new MacLoop<Int8VnniLoop>(), new MacLoop<Int8Madd512Loop>(), new MacLoop<Int8MaddLoop>()];

    public override LoadLoop LoadLoop => new LoadLoop<Lanes512, Vector512<float>>();
}
