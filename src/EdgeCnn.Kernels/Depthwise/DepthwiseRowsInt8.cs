using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>The driver for codes with one micro-kernel.</summary>
internal sealed class DepthwiseRowsInt8<TKernel> : DepthwiseInt8Kernel
    where TKernel : struct, IDepthwiseInt8MicroKernel
{
    public override string Name => TKernel.Name;

    public override bool IsSupported => TKernel.IsSupported;

    public override bool TakesMinimum => TKernel.TakesMinimum;

    public override bool Accepts(in PatchGrid grid) => DepthwiseDriver.Accepts<TKernel>(grid);

    public override double Cost(in PatchGrid grid) => DepthwiseDriver.Cost<TKernel>(grid);

    public override int PackedElements(in PatchGrid grid) => checked(DepthwiseDriver.Blocks<TKernel>(grid) * TKernel.PackedBlock);

    public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, Span<sbyte> packed)
    {
        sbyte[] taps = new sbyte[TKernel.Size * TKernel.Size * TKernel.Channels];
        for (int block = 0; block < DepthwiseDriver.Blocks<TKernel>(grid); block++)
        {
            for (int tap = 0; tap < TKernel.Size * TKernel.Size; tap++)
                weights.Slice((tap * grid.C) + DepthwiseDriver.FirstChannel<TKernel>(block, grid), TKernel.Channels).CopyTo(taps.AsSpan(tap * TKernel.Channels));
            TKernel.Pack(taps, packed.Slice(block * TKernel.PackedBlock, TKernel.PackedBlock));
        }
    }

    public override int ScratchBytes(in PatchGrid grid) => checked(DepthwiseStrips.ScratchPixels(grid) * grid.C);

    public override void Run(scoped in DepthwiseInt8Args args)
    {
        if (!Accepts(args.Grid))
            throw new ArgumentException($"{Name} does not take {args.Grid}.");
        args.Check(PackedElements(args.Grid), ScratchBytes(args.Grid));
        DepthwiseDriver.RunInt8<TKernel>(args);
    }
}
