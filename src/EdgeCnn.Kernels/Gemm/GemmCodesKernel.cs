namespace EdgeCnn.Kernels.Gemm;

/// <summary>The int8 driver with one micro-kernel that stores codes.</summary>
internal sealed unsafe class GemmCodesKernel<TKernel> : LinearInt8Kernel
    where TKernel : struct, IGemmCodesMicroKernel
{
    public override string Name => TKernel.Format.Name;

    public override bool IsSupported => TKernel.IsSupported;

    public override double Cost(in PatchGrid grid, int n) => TKernel.Format.Cost(grid, n);

    public override int PackedElements(in PatchGrid grid, int n) => TKernel.Format.PackedElements(n, grid.K);

    public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed) => GemmPacking.PackRows(weights, n, grid.K, TKernel.Format, packed);

    public override int ScratchBytes(in PatchGrid grid, int n) => TKernel.Format.ScratchBytes(grid);

    public override void Run(scoped in LinearInt8Args args) => GemmDriver.RunCodes(TKernel.Format, &TKernel.Run, args);
}
