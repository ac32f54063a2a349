using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>A 3x3 convolution of codes with stride and dilation 1 by Winograd's fewer products, in whole numbers.</summary>
/// <remarks>
/// Exactness: equal to the direct kernels, byte for byte. Weights are transformed by rows multiplied to whole numbers, so a tile's outputs
/// come out as a known multiple of the true sums modulo 2³²; where that multiple stays within 32 bits (<see cref="WinogradInt8Format.MaxChannels"/>,
/// for the greatest codes and weights there are) division gives them back. Sums may overflow on the way: additions modulo 2³² undo it.
/// Source: Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks".
/// </remarks>
internal sealed unsafe class WinogradInt8Kernel<TTransform, TGemm> : LinearInt8Kernel
    where TTransform : struct, IWinogradInt8MicroKernel
    where TGemm : struct, IWinogradInt8Gemm
{
    // Channels of a step of both transforms.
    private const int Lanes = 16;

    // Cycles of a tile's calls.
    private const double Call = 20;

    // Cycles of a byte of weights that comes from beyond the second cache, each time that a block of tiles meets it.
    private const double FarByte = 0.12, NearBytes = 1 << 20;

    public override string Name { get; } = TTransform.Format.Name.Insert(TTransform.Format.Name.LastIndexOf('-'), $"-n{TGemm.Nr}");

    public override bool IsSupported => TTransform.IsSupported && TGemm.IsSupported;

    public override bool Accepts(in PatchGrid grid, int n) =>
        grid is { H: > 0, W: > 0, C: > 0, OH: > 0, OW: > 0, KH: 3, KW: 3, StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1, IsValid: true }
        && grid.C % Lanes == 0 && n > 0 && n % Lanes == 0 && grid.C <= TTransform.Format.MaxChannels
        && (double)(n + TGemm.Nr) * grid.C * TTransform.Format.Points < int.MaxValue / 4
        && (grid.H + (double)grid.PadTop + grid.OH + 8) * (grid.W + (double)grid.PadLeft + grid.OW + 8) * grid.C < int.MaxValue / 2;

    public override double Cost(in PatchGrid grid, int n)
    {
        WinogradInt8Format format = TTransform.Format;
        WinogradInt8Layout layout = Layout(grid, n);
        double outputs = TGemm.Mr * TGemm.Nr, gemms = Math.Ceiling((double)layout.Tiles / TGemm.Mr) * layout.Panels * format.Points;
        double transforms = Call + (grid.C / Lanes * format.InputCycles) + (n / Lanes * format.OutputCycles) + (Call * layout.Panels);
        double far = FarByte * Math.Max(0, ((double)layout.Panels * layout.PanelBytes) - NearBytes) * Math.Ceiling((double)layout.Tiles / layout.BlockTiles);
        return (gemms * ((outputs * grid.C / TGemm.MacsPerCycle) + TGemm.CallCycles)) + (layout.Tiles * transforms) + far;
    }

    public override int PackedElements(in PatchGrid grid, int n)
    {
        WinogradInt8Layout layout = Layout(grid, n);
        return checked(layout.Panels * layout.PanelBytes);
    }

    public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed)
    {
        int elements = PackedElements(grid, n);
        if (weights.Length < checked(n * grid.K) || packed.Length < elements)
            throw new ArgumentException($"Packing {grid}, N {n} for {Name} needs {(long)n * grid.K} weights and {elements} packed elements, got {weights.Length} and {packed.Length}.");
        WinogradInt8Packing.Pack(weights, n, grid.C, TTransform.WeightRows, TGemm.Nr, MemoryMarshal.Cast<sbyte, short>(packed[..elements]));
    }

    public override int ScratchBytes(in PatchGrid grid, int n) => Layout(grid, n).ScratchBytes;

    public override void Run(scoped in LinearInt8Args args)
    {
        if (!Accepts(args.Grid, args.N))
            throw new ArgumentException($"{Name} does not take {args.Grid}, N {args.N}.");
        WinogradInt8Driver.Run(Name, TTransform.Format, TGemm.Mr, TGemm.Nr, new WinogradInt8Code(&TTransform.Input, &TTransform.Output, &TGemm.Run), args);
    }

    private static WinogradInt8Layout Layout(in PatchGrid grid, int n) => new(grid, n, TTransform.Format, TGemm.Mr, TGemm.Nr);
}
