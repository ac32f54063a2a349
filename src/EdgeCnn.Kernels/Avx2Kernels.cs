using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels;

/// <summary>x64 of the last ten years.</summary>
internal sealed class Avx2Kernels : KernelSet
{
    public override string Name => "avx2";

    public override string Requires => "x64 with AVX2 and FMA";

    public override bool IsSupported => Int8Gemm4x16Avx2.IsSupported && F32Gemm6x16Avx2.IsSupported;

    public override ActivationSign Sign => ActivationSign.Unsigned;

    public override GemmFormat Int8Format => Int8Gemm4x16Avx2.Format;

    public override GemmFormat F32Format => F32Gemm6x16Avx2.Format;

    public override void GemmInt8(scoped in GemmInt8Args args) => GemmDriver.RunInt8<Int8Gemm4x16Avx2>(args);

    public override void GemmF32(scoped in GemmF32Args args) => GemmDriver.RunF32<F32Gemm6x16Avx2>(args);
}
