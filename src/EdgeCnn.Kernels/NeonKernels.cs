using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels;

/// <summary>ARMv8.0: Pi 3, Zero 2 W, Pi 4.</summary>
internal sealed class NeonKernels : KernelSet
{
    public override string Name => "neon";

    public override string Requires => "ARM64 (Cortex-A53, A72: Pi 3, Zero 2 W, Pi 4)";

    public override bool IsSupported => NeonIsa.IsSupported;

    public override ActivationSign Sign => ActivationSign.Signed;

    public override GemmFormat Int8Format => Int8Gemm4x4c16Mlal<NeonIsa, SymmetricWeights>.Format;

    public override GemmFormat F32Format => F32Gemm8x8<NeonIsa>.Format;

    public override void GemmInt8(scoped in GemmInt8Args args)
    {
        if (args.WeightsHoldMinimum)
            GemmDriver.RunInt8<Int8Gemm4x4c16Mlal<NeonIsa, FullRangeWeights>>(args);
        else
            GemmDriver.RunInt8<Int8Gemm4x4c16Mlal<NeonIsa, SymmetricWeights>>(args);
    }

    public override void GemmF32(scoped in GemmF32Args args) => GemmDriver.RunF32<F32Gemm8x8<NeonIsa>>(args);
}
