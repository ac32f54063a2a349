using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>A convolution of few output channels, computed as one of twice as many that makes two neighbouring pixels at once.</summary>
/// <remarks>
/// A kernel of 16 columns spends half of its products on nothing where a layer has 8 channels, as the first of a small network has. Two pixels side by
/// side need a window that is wider by one stride, where the weights of either are zero in the other's part: 5 taps a row for 6 with 3x3 and stride 2, 6
/// for 10 with 5x5 and stride 1. Their channels lie side by side in memory, so nothing else changes.
/// </remarks>
/// <param name="inner">Computes it.</param>
internal sealed class PixelPairKernel(LinearInt8Kernel inner) : LinearInt8Kernel
{
    private const int Pixels = 2, MostColumns = 16;

    public override string Name { get; } = $"{inner.Name}-pair";

    public override bool IsSupported => inner.IsSupported;

    public override bool TakesMinimum => inner.TakesMinimum;

    public override bool Accepts(in PatchGrid grid, int n) =>
        n > 0 && n <= MostColumns / Pixels && grid is { DilationW: 1, OW: > 0, IsValid: true } && grid.OW % Pixels == 0
        && Paired(grid) is { IsValid: true } paired && inner.Accepts(paired, n * Pixels);

    public override double Cost(in PatchGrid grid, int n) => inner.Cost(Paired(grid), n * Pixels);

    public override int PackedElements(in PatchGrid grid, int n) => inner.PackedElements(Paired(grid), n * Pixels);

    public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed)
    {
        PatchGrid paired = Paired(grid);
        int taps = grid.KW * grid.C, pairedTaps = paired.KW * grid.C, shift = grid.StrideW * grid.C;
        if (weights.Length < checked(n * grid.K))
            throw new ArgumentException($"Packing {grid}, N {n} for {Name} needs {(long)n * grid.K} weights, got {weights.Length}.");
        sbyte[] wide = new sbyte[checked(Pixels * n * paired.K)];
        for (int row = 0; row < n * grid.KH; row++)
        {
            ReadOnlySpan<sbyte> from = weights.Slice(row * taps, taps);
            from.CopyTo(wide.AsSpan(row * pairedTaps));
            from.CopyTo(wide.AsSpan((((n * grid.KH) + row) * pairedTaps) + shift));
        }

        inner.Pack(wide, paired, n * Pixels, packed);
    }

    public override int ScratchBytes(in PatchGrid grid, int n) => inner.ScratchBytes(Paired(grid), n * Pixels);

    public override void Run(scoped in LinearInt8Args args)
    {
        if (!Accepts(args.Grid, args.N))
            throw new ArgumentException($"{Name} does not take {args.Grid}, N {args.N}.");
        RequantizeArgs one = args.Requantize;
        one.Check(args.N, Name);
        Span<int> bias = stackalloc int[MostColumns];
        Span<float> multiplier = stackalloc float[MostColumns];
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            one.Bias[..args.N].CopyTo(bias[(pixel * args.N)..]);
            one.Multiplier[..args.N].CopyTo(multiplier[(pixel * args.N)..]);
        }

        inner.Run(new LinearInt8Args
        {
            Input = args.Input,
            Grid = Paired(args.Grid),
            InputZeroPoint = args.InputZeroPoint,
            PackedWeights = args.PackedWeights,
            Requantize = new RequantizeArgs { Bias = bias, Multiplier = multiplier, ZeroPoint = one.ZeroPoint, Minimum = one.Minimum, Maximum = one.Maximum },
            Sum = args.Sum,
            Output = args.Output,
            N = args.N * Pixels,
            Scratch = args.Scratch,
            Part = args.Part,
        });
    }

    // Only asked for an even width of the output.
    private static PatchGrid Paired(in PatchGrid grid) => grid with
    {
        KW = unchecked(grid.KW + grid.StrideW),
        OW = grid.OW / Pixels,
        StrideW = unchecked(grid.StrideW * Pixels),
    };
}
