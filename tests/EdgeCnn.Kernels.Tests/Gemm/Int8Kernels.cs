using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>One int8 micro-kernel behind the driver, as the tests call it.</summary>
internal sealed record Int8Kernel(GemmFormat Format, bool IsSupported, ActivationSign Sign, bool TakesMinimum, Int8Kernel.Gemm Run)
{
    public delegate void Gemm(scoped in GemmInt8Args args);

    /// <summary>Every int8 micro-kernel of the project, and the NEON texts over the portable seam.</summary>
    public static IReadOnlyList<Int8Kernel> All { get; } =
    [
        Of<Int8Gemm8x8c4Dot<PortableIsa>>(ActivationSign.Signed, takesMinimum: true),
        Of<Int8Gemm8x8c4Dot<NeonDotIsa>>(ActivationSign.Signed, takesMinimum: true),
        Of<Int8Gemm4x4c16Mlal<PortableIsa, SymmetricWeights>>(ActivationSign.Signed, takesMinimum: false),
        Of<Int8Gemm4x4c16Mlal<PortableIsa, FullRangeWeights>>(ActivationSign.Signed, takesMinimum: true),
        Of<Int8Gemm4x4c16Mlal<NeonIsa, SymmetricWeights>>(ActivationSign.Signed, takesMinimum: false),
        Of<Int8Gemm4x4c16Mlal<NeonIsa, FullRangeWeights>>(ActivationSign.Signed, takesMinimum: true),
        Of<Int8Gemm4x16Avx2>(ActivationSign.Unsigned, takesMinimum: true),
    ];

    public static TheoryData<string> SupportedNames() => [.. All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Format.Name)];

    public static Int8Kernel Named(string name) => All.Single(kernel => kernel.Format.Name == name);

    private static Int8Kernel Of<TKernel>(ActivationSign sign, bool takesMinimum)
        where TKernel : struct, IGemmInt8MicroKernel =>
        new(TKernel.Format, TKernel.IsSupported, sign, takesMinimum, GemmDriver.RunInt8<TKernel>);
}
