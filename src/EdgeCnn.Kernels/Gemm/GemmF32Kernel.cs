namespace EdgeCnn.Kernels.Gemm;

/// <summary>A float GEMM; its packing is told by a <see cref="GemmFormat"/>, so that matrices other than weights can be packed for it too.</summary>
public abstract class GemmF32Kernel : LinearF32Kernel
{
    /// <summary>Tile and packing.</summary>
    public abstract GemmFormat Format { get; }

    /// <inheritdoc/>
    public override string Name => Format.Name;

    /// <inheritdoc/>
    public override double Cost(in PatchGrid grid, int n) => Format.Cost(grid, n);

    /// <inheritdoc/>
    public override int PackedElements(in PatchGrid grid, int n) => Format.PackedElements(n, grid.K);

    /// <inheritdoc/>
    public override void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, int n, Span<float> packed) => GemmPacking.PackRows(weights, n, grid.K, Format, packed);

    /// <inheritdoc/>
    public override int ScratchBytes(in PatchGrid grid, int n) => Format.ScratchBytes(grid);
}

/// <summary>The driver with one micro-kernel.</summary>
internal sealed unsafe class GemmF32Kernel<TKernel> : GemmF32Kernel
    where TKernel : struct, IGemmF32MicroKernel
{
    public override GemmFormat Format => TKernel.Format;

    public override bool IsSupported => TKernel.IsSupported;

    public override void Run(scoped in LinearF32Args args) => GemmDriver.RunF32(TKernel.Format, &TKernel.Run, args);
}
