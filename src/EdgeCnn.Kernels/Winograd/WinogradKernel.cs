using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>A 3x3 convolution with stride and dilation 1 by Winograd's fewer products.</summary>
/// <remarks>
/// Exactness: not direct. Each output is within <see cref="Bound"/>·2⁻²⁴·max|x|·Σ|w| of the true sum, x the inputs
/// of its tile and w its weights, and the RMS error on normal data is at most <see cref="RmsBound"/> times the direct kernels'. Points are up
/// to 20 times as large as inputs: where those come near the largest float the result is no number.
/// Source: Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks".
/// </remarks>
public abstract class WinogradKernel : LinearF32Kernel
{
    /// <summary><see cref="ErrorBound"/>. The worst measured is 14 (256 channels, inputs and weights of one size and alternating sign), on normal data 10.</summary>
    public const double Bound = 64;

    /// <summary>How many times a direct kernel's the RMS error may be. The worst measured is 5.2, for a single channel; from 16 channels on it is 2.4.</summary>
    public const double RmsBound = 8;

    /// <summary>Outputs along each side of a tile.</summary>
    public abstract int TileOutputs { get; }

    /// <inheritdoc/>
    public override bool IsDirect => false;

    /// <inheritdoc/>
    public override double ErrorBound => Bound;
}

/// <summary>The driver with one transform and one GEMM.</summary>
internal sealed unsafe class WinogradKernel<TTransform, TGemm> : WinogradKernel
    where TTransform : struct, IWinogradMicroKernel
    where TGemm : struct, IGemmF32MicroKernel
{
    /// <summary>The transform's, with the columns of the GEMM's tile: a set may have one for many output channels and one for few.</summary>
    public override string Name { get; } = TTransform.Format.Name.Insert(TTransform.Format.Name.LastIndexOf('-'), $"-n{TGemm.Nr}");

    public override bool IsSupported => TTransform.IsSupported && TGemm.IsSupported;

    public override int TileOutputs => TTransform.Format.Outputs;

    public override bool Accepts(in PatchGrid grid, int n) =>
        grid is { H: > 0, W: > 0, C: > 0, KH: 3, KW: 3, StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1, IsValid: true }
        && n > 0
        // Weights grow to Size²/9 of what they were, and a tile's points with the channels.
        && (double)(n + TGemm.Nr) * (grid.C + 16) * TTransform.Format.Size * TTransform.Format.Size < int.MaxValue / 4
        && (double)(TGemm.Mr + 2) * (grid.C + 16) * TTransform.Format.Size * TTransform.Format.Size < int.MaxValue / 8;

    public override double Cost(in PatchGrid grid, int n) => WinogradCost.Of(grid, n, Layout(grid, n), TTransform.Format, TGemm.Format);

    public override int PackedElements(in PatchGrid grid, int n)
    {
        WinogradLayout layout = Layout(grid, n);
        return checked(layout.Panels * layout.PanelLength);
    }

    public override void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, int n, Span<float> packed) =>
        WinogradPacking.Pack(weights, n, grid.C, TTransform.Format, TGemm.Format, packed);

    public override int ScratchBytes(in PatchGrid grid, int n) => Layout(grid, n).ScratchBytes;

    public override void Run(scoped in LinearF32Args args)
    {
        if (!Accepts(args.Grid, args.N))
            throw new ArgumentException($"{Name} does not take {args.Grid}, N {args.N}.");
        WinogradDriver.Run(TTransform.Format, TGemm.Format, new WinogradCode(&TTransform.Input, &TTransform.Output, &TGemm.Run), args);
    }

    private static WinogradLayout Layout(in PatchGrid grid, int n) => new(grid, n, TTransform.Format, TGemm.Format);
}
