using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels;

/// <summary>ARMv8.2 with dot product: Pi 5.</summary>
internal sealed class NeonDotKernels : KernelSet
{
    public override string Name => "neon-dot";

    public override string Requires => "ARM64 with the dot product extension (Cortex-A76: Pi 5)";

    public override bool IsSupported => NeonDotIsa.IsSupported;

    public override ActivationSign Sign => ActivationSign.Signed;

    public override GemmFormat Int8Format => Int8Gemm8x8c4Dot<NeonDotIsa>.Format;

    public override GemmFormat F32Format => F32Gemm8x8<NeonIsa>.Format;

    public override void GemmInt8(scoped in GemmInt8Args args) => GemmDriver.RunInt8<Int8Gemm8x8c4Dot<NeonDotIsa>>(args);

    public override void GemmF32(scoped in GemmF32Args args) => GemmDriver.RunF32<F32Gemm8x8<NeonIsa>>(args);
}
