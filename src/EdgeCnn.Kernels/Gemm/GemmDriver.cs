using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// The loops around the micro-kernels: as many panels of weights as the second cache holds stay there while all tiles pass
/// by; a tile's rows are found once for them (read in place, or gathered), and each finished tile leaves requantized, or
/// biased and clamped, while it is in registers or the first cache.
/// </summary>
/// <remarks>Source: Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", §4, for the blocking.</remarks>
internal static unsafe class GemmDriver
{
    /// <summary>Bytes of weights that stay in the second cache; half of the smallest of our boards.</summary>
    public const int CachedWeights = 256 << 10;

    /// <summary>Integer convolution or matrix product.</summary>
    /// <param name="format">The micro-kernel's.</param>
    /// <param name="kernel">The micro-kernel. A pointer, so that one compiled driver serves all of them: a call more for each tile, less to compile at the start.</param>
    /// <param name="args">The layer.</param>
    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void RunInt8(GemmFormat format, delegate*<byte**, nint, nint, sbyte*, int*, void> kernel, scoped in LinearInt8Args args)
    {
        var grid = args.Grid;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        args.Requantize.Check(args.N, format.Name);
        args.Sum.Check(grid.M * args.N, format.Name);

        int mr = format.Mr, nr = format.Nr, panel = nr * format.PaddedK(grid.K);
        var (firstTile, endTile, firstPanel, endPanel) = args.Part.Of((grid.M + mr - 1) / mr, (args.N + nr - 1) / nr);
        int block = Math.Max(1, CachedWeights / panel);
        int* tile = stackalloc int[mr * nr];
        byte** rows = stackalloc byte*[PatchRows.TableLength(mr)];
        fixed (byte* input = args.Input, output = args.Output, scratch = args.Scratch, other = args.Sum.Codes)
        fixed (sbyte* weights = args.PackedWeights)
        {
            var patches = new PatchRows<byte>(input, grid, format, scratch, args.InputZeroPoint);
            var sum = new CodeSumRows(args.Sum, other, output, args.N);
            for (int p0 = firstPanel; p0 < endPanel; p0 += block)
            {
                int end = Math.Min(Math.Min(p0 + block, endPanel) * nr, args.N);
                sum.Begin(firstTile * mr, p0 * nr, end);
                for (int t = firstTile; t < endTile; t++)
                {
                    int m0 = t * mr, count = Math.Min(mr, grid.M - m0);
                    patches.Find(m0, count, mr, rows);
                    sbyte* b = weights + ((nint)p0 * panel);
                    byte* to = output + ((nint)m0 * args.N);
                    for (int n0 = p0 * nr; n0 < end; n0 += nr, b += panel)
                    {
                        kernel(rows, patches.Segments, patches.Length, b, tile);
                        Requantizer.Store(tile, nr, count, Math.Min(nr, args.N - n0), n0, args.Requantize, to + n0, args.N);
                    }

                    sum.Stored(m0 + count);
                }

                sum.End(Math.Min(endTile * mr, grid.M));
            }
        }
    }

    /// <summary>Integer convolution or matrix product by a micro-kernel that stores codes.</summary>
    /// <param name="format">The micro-kernel's.</param>
    /// <param name="kernel">The micro-kernel.</param>
    /// <param name="args">The layer.</param>
    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void RunCodes(GemmFormat format, delegate*<byte**, nint, nint, sbyte*, in CodesTile, void> kernel, scoped in LinearInt8Args args)
    {
        var grid = args.Grid;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        args.Requantize.Check(args.N, format.Name);
        args.Sum.Check(grid.M * args.N, format.Name);

        int mr = format.Mr, nr = format.Nr, panel = nr * format.PaddedK(grid.K);
        var (firstTile, endTile, firstPanel, endPanel) = args.Part.Of((grid.M + mr - 1) / mr, (args.N + nr - 1) / nr);
        int block = Math.Max(1, CachedWeights / panel);
        int* sums = stackalloc int[mr * nr];
        byte** rows = stackalloc byte*[PatchRows.TableLength(mr)];
        var tile = new CodesTile(args.Requantize, sums, args.N);
        fixed (byte* input = args.Input, output = args.Output, scratch = args.Scratch, other = args.Sum.Codes)
        fixed (sbyte* weights = args.PackedWeights)
        fixed (int* bias = args.Requantize.Bias)
        fixed (float* multiplier = args.Requantize.Multiplier)
        {
            var patches = new PatchRows<byte>(input, grid, format, scratch, args.InputZeroPoint);
            var sum = new CodeSumRows(args.Sum, other, output, args.N);
            for (int p0 = firstPanel; p0 < endPanel; p0 += block)
            {
                int end = Math.Min(Math.Min(p0 + block, endPanel) * nr, args.N);
                sum.Begin(firstTile * mr, p0 * nr, end);
                for (int t = firstTile; t < endTile; t++)
                {
                    int m0 = t * mr, count = Math.Min(mr, grid.M - m0);
                    patches.Find(m0, count, mr, rows);
                    sbyte* b = weights + ((nint)p0 * panel);
                    byte* to = output + ((nint)m0 * args.N);
                    for (int n0 = p0 * nr; n0 < end; n0 += nr, b += panel)
                    {
                        int columns = Math.Min(nr, args.N - n0);
                        tile.Codes = count == mr && columns == nr ? to + n0 : null;
                        tile.Bias = bias + n0;
                        tile.Multiplier = multiplier + n0;
                        kernel(rows, patches.Segments, patches.Length, b, tile);
                        if (tile.Codes == null)
                            Requantizer.Store(sums, nr, count, columns, n0, args.Requantize, to + n0, args.N);
                    }

                    sum.Stored(m0 + count);
                }

                sum.End(Math.Min(endTile * mr, grid.M));
            }
        }
    }

    /// <summary>Float convolution or matrix product.</summary>
    /// <param name="format">The micro-kernel's.</param>
    /// <param name="kernel">The micro-kernel.</param>
    /// <param name="args">The layer.</param>
    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void RunF32(GemmFormat format, delegate*<float**, nint, nint, float*, in F32Tile, void> kernel, scoped in LinearF32Args args)
    {
        var grid = args.Grid;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        if ((!args.Bias.IsEmpty && args.Bias.Length < args.N) || (!args.Residual.IsEmpty && args.Residual.Length < checked(grid.M * args.N)))
            throw new ArgumentException($"{format.Name}: bias needs {args.N} elements and a residual {(long)grid.M * args.N}, got {args.Bias.Length} and {args.Residual.Length}.");

        int mr = format.Mr, nr = format.Nr, panel = nr * format.PaddedK(grid.K);
        var (firstTile, endTile, firstPanel, endPanel) = args.Part.Of((grid.M + mr - 1) / mr, (args.N + nr - 1) / nr);
        int block = Math.Max(1, CachedWeights / (4 * panel));
        float* part = stackalloc float[mr * nr];
        float* lastBias = stackalloc float[nr];
        float** rows = stackalloc float*[PatchRows.TableLength(mr)];
        // Rows are stored in ascending order: what one too wide for the output spills into the next pixel, that pixel mends.
        bool spills = args.N < nr && 2 * args.N >= nr;
        // What is missing of the last panel's bias, or of all of it, is zero.
        new Span<float>(lastBias, nr).Clear();
        int wholeBias = args.Bias.IsEmpty ? 0 : args.N / nr * nr;
        if (!args.Bias.IsEmpty)
            args.Bias[wholeBias..args.N].CopyTo(new Span<float>(lastBias, nr));
        fixed (float* input = args.Input, output = args.Output, weights = args.PackedWeights, bias = args.Bias, residual = args.Residual)
        fixed (byte* scratch = args.Scratch)
        {
            var patches = new PatchRows<float>(input, grid, format, (float*)scratch, 0f);
            for (int p0 = firstPanel; p0 < endPanel; p0 += block)
            {
                int end = Math.Min(Math.Min(p0 + block, endPanel) * nr, args.N);
                for (int t = firstTile; t < endTile; t++)
                {
                    int m0 = t * mr, count = Math.Min(mr, grid.M - m0);
                    patches.Find(m0, count, mr, rows);
                    float* b = weights + ((nint)p0 * panel);
                    for (int n0 = p0 * nr; n0 < end; n0 += nr, b += panel)
                    {
                        nint at = ((nint)m0 * args.N) + n0;
                        float* offset = n0 < wholeBias ? bias + n0 : lastBias;
                        int columns = Math.Min(nr, args.N - n0);
                        if (count == mr && (columns == nr || (spills && t + 1 < endTile)) && residual == null)
                        {
                            kernel(rows, patches.Segments, patches.Length, b, new F32Tile(output + at, args.N, offset, args.Minimum, args.Maximum));
                        }
                        else if (residual == null)
                        {
                            kernel(rows, patches.Segments, patches.Length, b, new F32Tile(part, nr, offset, args.Minimum, args.Maximum));
                            TileStore.Copy(part, nr, count, columns, output + at, args.N);
                        }
                        else
                        {
                            kernel(rows, patches.Segments, patches.Length, b, new F32Tile(part, nr, offset, float.NegativeInfinity, float.PositiveInfinity));
                            TileStore.AddAndClamp(part, nr, count, columns, residual + at, output + at, args);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Throws if a span is shorter than its shape.</summary>
    public static void Check(in PatchGrid grid, GemmFormat format, int n, int input, int weights, int output, int scratch)
    {
        grid.Validate();
        if (input < grid.InputLength || weights < format.PackedElements(n, format.RowLength(grid)) || output < checked(grid.M * n) || scratch < format.ScratchBytes(grid))
            throw new ArgumentException($"{format.Name} with {grid}, N {n} needs input {grid.InputLength}, weights {format.PackedElements(n, format.RowLength(grid))}, output {(long)grid.M * n}, scratch {format.ScratchBytes(grid)}; got {input}, {weights}, {output}, {scratch}.");
    }
}
