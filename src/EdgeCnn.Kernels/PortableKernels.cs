using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels;

/// <summary>Any processor; the specification of all other sets.</summary>
internal sealed class PortableKernels : KernelSet
{
    public override string Name => "portable";

    public override string Requires => "any processor";

    public override bool IsSupported => true;

    public override ActivationSign Sign => ActivationSign.Signed;

    public override GemmFormat Int8Format => Int8Gemm8x8c4Dot<PortableIsa>.Format;

    public override GemmFormat F32Format => F32Gemm8x8<PortableIsa>.Format;

    public override void GemmInt8(scoped in GemmInt8Args args) => GemmDriver.RunInt8<Int8Gemm8x8c4Dot<PortableIsa>>(args);

    public override void GemmF32(scoped in GemmF32Args args) => GemmDriver.RunF32<F32Gemm8x8<PortableIsa>>(args);
}
