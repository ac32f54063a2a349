using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>
/// The loops around the transforms: a block of tiles becomes points, which stay in the second cache while the panels of
/// weights pass by; for each panel one matrix product a point, then the output transform of its channels.
/// </summary>
/// <remarks>
/// <code>
///  block of tiles ──Input──► points [Size², tiles, C]
///                              │ one GEMM a point, with a panel [Size², C, Nr]
///                              ▼
///                            sums [Size², tiles, Nr] ──Output──► Nr channels of the block's outputs
/// </code>
/// </remarks>
internal static unsafe class WinogradDriver
{
    // The input transform of a tile takes about as long as this share of the products with one panel.
    private const double InputShare = 0.5;

    /// <summary>Float convolution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TTransform, TGemm>(scoped in LinearF32Args args, in WinogradLayout layout)
        where TTransform : struct, IWinogradMicroKernel
        where TGemm : struct, IGemmF32MicroKernel
    {
        Check(args, layout, TTransform.Format.Name);
        const int edge = 16; // Outputs of the largest tile.
        int size = TTransform.Outputs + 2, nr = TGemm.Nr, wholeBias = args.Bias.IsEmpty ? 0 : args.N / nr * nr;
        var (firstTile, endTile, firstPanel, endPanel) = Share(args.Part, layout, TGemm.Mr);
        // What is missing of the last panel's bias, or of all of it, is zero; stackalloc clears.
        float* zero = stackalloc float[nr], lastBias = stackalloc float[nr], line = stackalloc float[size * size * TTransform.Lanes];
        float* tail = stackalloc float[size * size * TTransform.Lanes], outputs = stackalloc float[edge * nr];
        new Span<float>(zero, nr).Clear();
        new Span<float>(lastBias, nr).Clear();
        if (!args.Bias.IsEmpty)
            args.Bias[wholeBias..args.N].CopyTo(new Span<float>(lastBias, nr));
        fixed (float* input = args.Input, output = args.Output, weights = args.PackedWeights, bias = args.Bias, residual = args.Residual)
        fixed (byte* scratch = args.Scratch)
        {
            float** rows = (float**)scratch;
            float* points = (float*)(rows + (layout.Points * layout.BlockTiles)), sums = points + ((nint)layout.Points * layout.PointStep), patch = sums + ((nint)layout.Points * layout.SumStep);
            var tiles = new WinogradTiles(args.Grid, layout.Columns, TTransform.Outputs, input, patch, tail, line);
            for (int t0 = firstTile; t0 < endTile; t0 += layout.BlockTiles)
            {
                int count = Math.Min(layout.BlockTiles, endTile - t0);
                for (int i = 0; i < count; i++)
                    tiles.Transform<TTransform>(t0 + i, points + ((nint)i * layout.RowLength), layout.PointStep);
                FindRows(rows, points, layout, count, TGemm.Mr);
                for (int p = firstPanel; p < endPanel; p++)
                {
                    Multiply<TGemm>(rows, weights + ((nint)p * layout.PanelLength), TGemm.Format.PaddedK(args.Grid.C), layout, count, sums, zero);
                    int n0 = p * nr;
                    float* offset = n0 < wholeBias ? bias + n0 : lastBias;
                    for (int i = 0; i < count; i++)
                    {
                        float* sum = sums + (i * nr);
                        if (tiles.IsWhole(t0 + i) && n0 + nr <= args.N)
                        {
                            nint at = (tiles.OutputPixel(t0 + i) * args.N) + n0;
                            TTransform.Output(new WinogradTile(sum, layout.SumStep, nr, new F32Store(output + at, (nint)args.Grid.OW * args.N, args.N, offset, residual == null ? null : residual + at, args.Minimum, args.Maximum), line));
                            continue;
                        }

                        TTransform.Output(new WinogradTile(sum, layout.SumStep, nr, new F32Store(outputs, (nint)TTransform.Outputs * nr, nr, offset, null, float.NegativeInfinity, float.PositiveInfinity), line));
                        tiles.StorePart(t0 + i, outputs, nr, n0, residual, output, args);
                    }
                }
            }
        }
    }

    // All products of a block with one panel of weights.
    private static void Multiply<TGemm>(float** rows, float* b, int length, in WinogradLayout layout, int count, float* sums, float* zero)
        where TGemm : struct, IGemmF32MicroKernel
    {
        for (int point = 0; point < layout.Points; point++, b += (nint)TGemm.Nr * length, rows += layout.BlockTiles, sums += layout.SumStep)
        {
            for (int i = 0; i < count; i += TGemm.Mr)
                TGemm.Run(rows + i, 1, length, b, new F32Tile(sums + (i * TGemm.Nr), TGemm.Nr, zero, float.NegativeInfinity, float.PositiveInfinity));
        }
    }

    // [points, tiles]; what a tile of the GEMM has beyond the count repeats the last.
    private static void FindRows(float** rows, float* points, in WinogradLayout layout, int count, int mr)
    {
        int whole = (count + mr - 1) / mr * mr;
        for (int point = 0; point < layout.Points; point++, rows += layout.BlockTiles, points += layout.PointStep)
        {
            for (int i = 0; i < whole; i++)
                rows[i] = points + ((nint)Math.Min(i, count - 1) * layout.RowLength);
        }
    }

    // Cut along the tiles, so that no input is transformed twice, unless the shares would be too uneven.
    private static (int FirstTile, int EndTile, int FirstPanel, int EndPanel) Share(WorkPart part, in WinogradLayout layout, int mr)
    {
        int groups = (layout.Tiles + mr - 1) / mr;
        double byTiles = (groups + part.Count - 1) / part.Count * (layout.Panels + InputShare);
        double byPanels = groups * (((layout.Panels + part.Count - 1) / part.Count) + InputShare);
        (int first, int end) = part.Of(byTiles <= byPanels ? groups : layout.Panels);
        return byTiles <= byPanels
            ? (first * mr, Math.Min(end * mr, layout.Tiles), 0, layout.Panels)
            : (0, first < end ? layout.Tiles : 0, first, end);
    }

    private static void Check(scoped in LinearF32Args args, in WinogradLayout layout, string name)
    {
        int weights = layout.Panels * layout.PanelLength, output = checked(args.Grid.M * args.N);
        if (args.Input.Length < args.Grid.InputLength || args.PackedWeights.Length < weights || args.Output.Length < output || args.Scratch.Length < layout.ScratchBytes)
            throw new ArgumentException($"{name} with {args.Grid}, N {args.N} needs input {args.Grid.InputLength}, weights {weights}, output {output}, scratch {layout.ScratchBytes}; got {args.Input.Length}, {args.PackedWeights.Length}, {args.Output.Length}, {args.Scratch.Length}.");
        if ((!args.Bias.IsEmpty && args.Bias.Length < args.N) || (!args.Residual.IsEmpty && args.Residual.Length < output))
            throw new ArgumentException($"{name}: bias needs {args.N} elements and a residual {output}, got {args.Bias.Length} and {args.Residual.Length}.");
    }
}
