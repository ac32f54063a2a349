namespace EdgeCnn.Kernels.Gemm;

/// <summary>The driver for widened codes with one micro-kernel.</summary>
internal sealed unsafe class GemmWideKernel<TKernel> : LinearInt8Kernel
    where TKernel : struct, IGemmWideMicroKernel
{
    public override string Name => TKernel.Format.Name;

    public override bool IsSupported => TKernel.IsSupported;

    public override double Cost(in PatchGrid grid, int n) => TKernel.Format.Cost(grid, n);

    public override int PackedElements(in PatchGrid grid, int n) => TKernel.Format.PackedElements(n, TKernel.Format.RowLength(grid));

    public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed)
    {
        GemmFormat format = TKernel.Format;
        int taps = grid.KW * grid.C, length = format.PaddedK(taps), k = format.RowLength(grid);
        if (weights.Length < checked(n * grid.K))
            throw new ArgumentException($"Packing {grid}, N {n} for {Name} needs {(long)n * grid.K} weights, got {weights.Length}.");
        if (!format.ReadsInPlace(grid) || length == taps)
        {
            GemmPacking.PackRows(weights, n, grid.K, format, packed);
            return;
        }

        sbyte[] padded = new sbyte[checked(n * k)];
        for (int row = 0; row < n * grid.KH; row++)
            weights.Slice(row * taps, taps).CopyTo(padded.AsSpan(row * length));
        GemmPacking.PackRows(padded, n, k, format, packed);
    }

    public override int ScratchBytes(in PatchGrid grid, int n) => TKernel.Format.ScratchBytes(grid);

    public override void Run(scoped in LinearInt8Args args) => WideGemmDriver.Run(TKernel.Format, &TKernel.Run, args);
}
