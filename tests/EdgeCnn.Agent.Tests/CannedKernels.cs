using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Tests;

/// <summary>The portable kernels beside cheaper ones that are wrong as a faulty processor would be: in one element, far behind the first.</summary>
internal sealed class CannedKernels(params string[] wrong) : KernelSet
{
    private readonly bool alone = wrong.Contains("alone");

    public override string Name => "canned";

    public override string Requires => "a test";

    public override bool IsSupported => true;

    public override ActivationSign Sign => KernelSets.Portable.Sign;

    public override IReadOnlyList<LinearF32Kernel> LinearF32 => [.. Portable(KernelSets.Portable.LinearF32, "linear-f32"), .. wrong.Contains("linear-f32") ? [new WrongLinearF32()] : Array.Empty<LinearF32Kernel>()];

    public override IReadOnlyList<LinearInt8Kernel> LinearInt8 => [.. Portable(KernelSets.Portable.LinearInt8, "linear-int8"), .. wrong.Contains("linear-int8") ? [new WrongLinearInt8()] : Array.Empty<LinearInt8Kernel>()];

    public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => [.. Portable(KernelSets.Portable.DepthwiseF32, "depthwise-f32"), .. wrong.Contains("depthwise-f32") ? [new WrongDepthwiseF32()] : Array.Empty<DepthwiseF32Kernel>()];

    public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => [.. Portable(KernelSets.Portable.DepthwiseInt8, "depthwise-int8"), .. wrong.Contains("depthwise-int8") ? [new WrongDepthwiseInt8()] : Array.Empty<DepthwiseInt8Kernel>()];

    public override PixelKernel Pixels => KernelSets.Portable.Pixels;

    private IReadOnlyList<T> Portable<T>(IReadOnlyList<T> kernels, string name) => alone && wrong.Contains(name) ? [] : kernels;

    private sealed class WrongLinearF32 : LinearF32Kernel
    {
        private static readonly LinearF32Kernel Right = KernelSets.Portable.LinearF32[0];

        public override string Name => "wrong-linear-f32";

        public override bool IsSupported => true;

        public override double Cost(in PatchGrid grid, int n) => 0;

        public override int PackedElements(in PatchGrid grid, int n) => Right.PackedElements(grid, n);

        public override void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, int n, Span<float> packed) => Right.Pack(weights, grid, n, packed);

        public override int ScratchBytes(in PatchGrid grid, int n) => Right.ScratchBytes(grid, n);

        public override void Run(scoped in LinearF32Args args)
        {
            Right.Run(args);
            args.Output[^1] = MathF.BitIncrement(args.Output[^1]);
        }
    }

    private sealed class WrongLinearInt8 : LinearInt8Kernel
    {
        private static readonly LinearInt8Kernel Right = KernelSets.Portable.LinearInt8[0];

        public override string Name => "wrong-linear-int8";

        public override bool IsSupported => true;

        public override double Cost(in PatchGrid grid, int n) => 0;

        public override int PackedElements(in PatchGrid grid, int n) => Right.PackedElements(grid, n);

        public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed) => Right.Pack(weights, grid, n, packed);

        public override int ScratchBytes(in PatchGrid grid, int n) => Right.ScratchBytes(grid, n);

        public override void Run(scoped in LinearInt8Args args)
        {
            Right.Run(args);
            args.Output[^1] ^= 1;
        }
    }

    private sealed class WrongDepthwiseF32 : DepthwiseF32Kernel
    {
        private static readonly DepthwiseF32Kernel Right = KernelSets.Portable.DepthwiseF32[^1];

        public override string Name => "wrong-depthwise-f32";

        public override bool IsSupported => true;

        public override double Cost(in PatchGrid grid) => 0;

        public override void Run(scoped in DepthwiseF32Args args)
        {
            Right.Run(args);
            args.Output[^1] = MathF.BitIncrement(args.Output[^1]);
        }
    }

    private sealed class WrongDepthwiseInt8 : DepthwiseInt8Kernel
    {
        private static readonly DepthwiseInt8Kernel Right = KernelSets.Portable.DepthwiseInt8[^1];

        public override string Name => "wrong-depthwise-int8";

        public override bool IsSupported => true;

        public override double Cost(in PatchGrid grid) => 0;

        public override void Run(scoped in DepthwiseInt8Args args)
        {
            Right.Run(args);
            args.Output[^1] ^= 1;
        }
    }
}
