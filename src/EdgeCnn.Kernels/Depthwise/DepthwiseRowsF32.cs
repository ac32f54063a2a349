using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>The float driver with one micro-kernel.</summary>
internal sealed class DepthwiseRowsF32<TKernel> : DepthwiseF32Kernel
    where TKernel : struct, IDepthwiseF32MicroKernel
{
    public override string Name => TKernel.Name;

    public override bool IsSupported => TKernel.IsSupported;

    public override bool Accepts(in PatchGrid grid) => DepthwiseDriver.Accepts<TKernel>(grid);

    public override double Cost(in PatchGrid grid) => DepthwiseDriver.Cost<TKernel>(grid);

    public override int PackedElements(in PatchGrid grid) => checked(DepthwiseDriver.Blocks<TKernel>(grid) * TKernel.Size * TKernel.Size * TKernel.Channels);

    public override void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, Span<float> packed)
    {
        for (int block = 0, to = 0; block < DepthwiseDriver.Blocks<TKernel>(grid); block++)
        {
            for (int tap = 0; tap < TKernel.Size * TKernel.Size; tap++, to += TKernel.Channels)
                weights.Slice((tap * grid.C) + DepthwiseDriver.FirstChannel<TKernel>(block, grid), TKernel.Channels).CopyTo(packed[to..]);
        }
    }

    public override int ScratchBytes(in PatchGrid grid) => checked(DepthwiseStrips.ScratchPixels(grid) * grid.C * sizeof(float));

    public override void Run(scoped in DepthwiseF32Args args)
    {
        if (!Accepts(args.Grid))
            throw new ArgumentException($"{Name} does not take {args.Grid}.");
        args.Check(PackedElements(args.Grid), ScratchBytes(args.Grid));
        DepthwiseDriver.RunF32<TKernel>(args);
    }
}
