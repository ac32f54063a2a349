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
    /// <param name="format">The transforms'.</param>
    /// <param name="gemm">The GEMM micro-kernel's.</param>
    /// <param name="code">The micro-kernels.</param>
    /// <param name="args">The layer.</param>
    [MethodImpl(Compilation.Hot)]
    public static void Run(WinogradFormat format, GemmFormat gemm, in WinogradCode code, scoped in LinearF32Args args)
    {
        var layout = new WinogradLayout(args.Grid, args.N, format, gemm);
        Check(args, layout, format.Name);
        int nr = gemm.Nr, length = gemm.PaddedK(args.Grid.C), registers = layout.Points * format.Lanes, wholeBias = args.Bias.IsEmpty ? 0 : args.N / nr * nr;
        var (firstTile, endTile, firstPanel, endPanel) = Share(args.Part, layout, gemm.Mr);
        // What is missing of the last panel's bias, or of all of it, is zero; stackalloc clears.
        float* zero = stackalloc float[nr], lastBias = stackalloc float[nr], line = stackalloc float[registers];
        float* tail = stackalloc float[registers], outputs = stackalloc float[format.Outputs * format.Outputs * nr];
        new Span<float>(zero, nr).Clear();
        new Span<float>(lastBias, nr).Clear();
        if (!args.Bias.IsEmpty)
            args.Bias[wholeBias..args.N].CopyTo(new Span<float>(lastBias, nr));
        // A tile that is stored in part gets its residual afterwards, and its bounds with it.
        bool adds = !args.Residual.IsEmpty;
        float low = adds ? float.NegativeInfinity : args.Minimum, high = adds ? float.PositiveInfinity : args.Maximum;
        fixed (float* input = args.Input, output = args.Output, weights = args.PackedWeights, bias = args.Bias, residual = args.Residual)
        fixed (byte* scratch = args.Scratch)
        {
            // All in whole cache lines, so that registers never lie across two where the scratch begins with one.
            float* points = (float*)scratch, sums = points + ((nint)layout.Points * layout.PointStep), patch = sums + ((nint)layout.Points * layout.SumStep);
            float** rows = (float**)(patch + layout.PatchLength);
            var tiles = new WinogradTiles(args.Grid, layout.Columns, format, code, input, patch, tail, line);
            for (int t0 = firstTile; t0 < endTile; t0 += layout.BlockTiles)
            {
                int count = Math.Min(layout.BlockTiles, endTile - t0);
                for (int i = 0; i < count; i++)
                    tiles.Transform(t0 + i, points + ((nint)i * layout.RowLength), layout.PointStep);
                FindRows(rows, points, layout, count, gemm.Mr);
                for (int p = firstPanel; p < endPanel; p++)
                {
                    float* b = weights + ((nint)p * layout.PanelLength);
                    for (int point = 0; point < layout.Points; point++, b += (nint)nr * length)
                    {
                        for (int i = 0; i < count; i += gemm.Mr)
                            code.Multiply(rows + (point * layout.BlockTiles) + i, 1, length, b, new F32Tile(sums + ((nint)point * layout.SumStep) + (i * nr), nr, zero, float.NegativeInfinity, float.PositiveInfinity));
                    }

                    int n0 = p * nr;
                    float* offset = n0 < wholeBias ? bias + n0 : lastBias;
                    for (int i = 0; i < count; i++)
                    {
                        float* sum = sums + (i * nr);
                        if (tiles.IsWhole(t0 + i) && n0 + nr <= args.N)
                        {
                            nint at = (tiles.OutputPixel(t0 + i) * args.N) + n0;
                            code.Output(new WinogradTile(sum, layout.SumStep, nr, new F32Store(output + at, (nint)args.Grid.OW * args.N, args.N, offset, residual == null ? null : residual + at, args.Minimum, args.Maximum), line));
                            continue;
                        }

                        code.Output(new WinogradTile(sum, layout.SumStep, nr, new F32Store(outputs, (nint)format.Outputs * nr, nr, offset, null, low, high), line));
                        tiles.StorePart(t0 + i, outputs, nr, n0, residual, output, args);
                    }
                }
            }
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
