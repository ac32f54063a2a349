namespace EdgeCnn.Kernels.Gemm;

/// <summary>The driver for widened codes with one micro-kernel.</summary>
internal sealed unsafe class GemmWideKernel<TKernel> : LinearInt8Kernel
    where TKernel : struct, IGemmWideMicroKernel
{
    public override string Name => TKernel.Format.Name;

    public override bool IsSupported => TKernel.IsSupported;

    public override double Cost(in PatchGrid grid, int n) => TKernel.Format.Cost(grid, n);

    public override int PackedElements(in PatchGrid grid, int n) => TKernel.Format.PackedElements(n, grid.K);

    public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed) => GemmPacking.PackRows(weights, n, grid.K, TKernel.Format, packed);

    public override int ScratchBytes(in PatchGrid grid, int n) => TKernel.Format.ScratchBytes(grid);

    public override void Run(scoped in LinearInt8Args args) => WideGemmDriver.Run(TKernel.Format, &TKernel.Run, args);
}
