using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>One int8 GEMM as the tests call it.</summary>
internal sealed record Int8Kernel(GemmFormat Format, ActivationSign Sign, LinearInt8Kernel Linear)
{
    /// <summary>Every int8 micro-kernel of the project, and the NEON texts over the portable seam.</summary>
    public static IReadOnlyList<Int8Kernel> All { get; } =
    [
        Of<Int8Gemm8x8c4Dot<PortableIsa>>(ActivationSign.Signed),
        Of<Int8Gemm8x8c4Dot<NeonDotIsa>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<PortableIsa, SymmetricWeights, SixteenColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<NeonIsa, SymmetricWeights, SixteenColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<PortableIsa, SymmetricWeights, EightColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<PortableIsa, FullRangeWeights, EightColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<NeonIsa, SymmetricWeights, EightColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<NeonIsa, FullRangeWeights, EightColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<PortableIsa, SymmetricWeights, FourColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<PortableIsa, FullRangeWeights, FourColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<NeonIsa, SymmetricWeights, FourColumns>>(ActivationSign.Signed),
        Of<Int8Gemm4xNc16Mlal<NeonIsa, FullRangeWeights, FourColumns>>(ActivationSign.Signed),
        Of<Int8Gemv1x16c4Dot<PortableIsa>>(ActivationSign.Signed),
        Of<Int8Gemv1x16c4Dot<NeonDotIsa>>(ActivationSign.Signed),
        Of<Int8Gemv1x8c16Mlal<PortableIsa, SymmetricWeights>>(ActivationSign.Signed),
        Of<Int8Gemv1x8c16Mlal<PortableIsa, FullRangeWeights>>(ActivationSign.Signed),
        Of<Int8Gemv1x8c16Mlal<NeonIsa, SymmetricWeights>>(ActivationSign.Signed),
        Of<Int8Gemv1x8c16Mlal<NeonIsa, FullRangeWeights>>(ActivationSign.Signed),
        OfWide<Int8Gemm4x16Avx2>(ActivationSign.Unsigned),
        OfWide<Int8Gemm9x16Avx512>(ActivationSign.Unsigned),
        OfWide<Int8Gemv1x64Avx512>(ActivationSign.Unsigned),
        OfCodes<Int8Gemm6x16Vnni>(ActivationSign.Unsigned),
        Of<Int8Gemm4x24Vnni>(ActivationSign.Unsigned),
        Of<Int8Gemm3x32Vnni>(ActivationSign.Unsigned),
        Of<Int8Gemv1x64Vnni>(ActivationSign.Unsigned),
    ];

    public bool TakesMinimum => Linear.TakesMinimum;

    public static TheoryData<string> SupportedNames() => [.. All.Where(kernel => kernel.Linear.IsSupported).Select(kernel => kernel.Format.Name)];

    public static Int8Kernel Named(string name) => All.Single(kernel => kernel.Format.Name == name);

    private static Int8Kernel Of<TKernel>(ActivationSign sign)
        where TKernel : struct, IGemmInt8MicroKernel =>
        new(TKernel.Format, sign, new GemmInt8Kernel<TKernel>());

    private static Int8Kernel OfCodes<TKernel>(ActivationSign sign)
        where TKernel : struct, IGemmCodesMicroKernel =>
        new(TKernel.Format, sign, new GemmCodesKernel<TKernel>());

    private static Int8Kernel OfWide<TKernel>(ActivationSign sign)
        where TKernel : struct, IGemmWideMicroKernel =>
        new(TKernel.Format, sign, new GemmWideKernel<TKernel>());
}
