using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    private const int CachedWeights = 256 << 10;

    /// <summary>Integer convolution or matrix product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunInt8<TKernel>(scoped in LinearInt8Args args)
        where TKernel : struct, IGemmInt8MicroKernel
    {
        var grid = args.Grid;
        GemmFormat format = TKernel.Format;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        args.Requantize.Check(args.N, format.Name);

        int paddedK = format.PaddedK(grid.K), panel = TKernel.Nr * paddedK;
        var (firstTile, endTile, firstPanel, endPanel) = args.Part.Of((grid.M + TKernel.Mr - 1) / TKernel.Mr, (args.N + TKernel.Nr - 1) / TKernel.Nr);
        int block = Math.Max(1, CachedWeights / panel);
        int* tile = stackalloc int[TKernel.Mr * TKernel.Nr];
        byte** rows = stackalloc byte*[PatchRows.TableLength(TKernel.Mr)];
        fixed (byte* input = args.Input, output = args.Output, scratch = args.Scratch)
        fixed (sbyte* weights = args.PackedWeights)
        {
            var patches = new PatchRows<byte>(input, grid, format, scratch, args.InputZeroPoint, gatherAll: TKernel.WidenedRows);
            short* widened = (short*)(scratch + (TKernel.Mr * paddedK));
            for (int p0 = firstPanel; p0 < endPanel; p0 += block)
            {
                int blockEnd = Math.Min(p0 + block, endPanel) * TKernel.Nr;
                for (int t = firstTile; t < endTile; t++)
                {
                    int m0 = t * TKernel.Mr, count = Math.Min(TKernel.Mr, grid.M - m0);
                    patches.Find(m0, count, TKernel.Mr, rows);
                    if (TKernel.WidenedRows)
                    {
                        Widen(scratch, widened, count * paddedK);
                        for (int i = 0; i < TKernel.Mr; i++)
                            rows[i] = (byte*)(widened + (Math.Min(i, count - 1) * paddedK));
                    }

                    sbyte* b = weights + ((nint)p0 * panel);
                    byte* to = output + ((nint)m0 * args.N);
                    for (int n0 = p0 * TKernel.Nr; n0 < Math.Min(blockEnd, args.N); n0 += TKernel.Nr, b += panel)
                    {
                        TKernel.Run(rows, patches.Segments, patches.Length, b, tile);
                        Requantizer.Store(tile, TKernel.Nr, count, Math.Min(TKernel.Nr, args.N - n0), n0, args.Requantize, to + n0, args.N);
                    }
                }
            }
        }
    }

    /// <summary>Float convolution or matrix product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunF32<TKernel>(scoped in LinearF32Args args)
        where TKernel : struct, IGemmF32MicroKernel
    {
        var grid = args.Grid;
        GemmFormat format = TKernel.Format;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        if ((!args.Bias.IsEmpty && args.Bias.Length < args.N) || (!args.Residual.IsEmpty && args.Residual.Length < checked(grid.M * args.N)))
            throw new ArgumentException($"{format.Name}: bias needs {args.N} elements and a residual {(long)grid.M * args.N}, got {args.Bias.Length} and {args.Residual.Length}.");

        int paddedK = format.PaddedK(grid.K), panel = TKernel.Nr * paddedK;
        var (firstTile, endTile, firstPanel, endPanel) = args.Part.Of((grid.M + TKernel.Mr - 1) / TKernel.Mr, (args.N + TKernel.Nr - 1) / TKernel.Nr);
        int block = Math.Max(1, CachedWeights / (4 * panel));
        float* part = stackalloc float[TKernel.Mr * TKernel.Nr];
        float* lastBias = stackalloc float[TKernel.Nr];
        float** rows = stackalloc float*[PatchRows.TableLength(TKernel.Mr)];
        // What is missing of the last panel's bias, or of all of it, is zero.
        new Span<float>(lastBias, TKernel.Nr).Clear();
        int wholeBias = args.Bias.IsEmpty ? 0 : args.N / TKernel.Nr * TKernel.Nr;
        if (!args.Bias.IsEmpty)
            args.Bias[wholeBias..args.N].CopyTo(new Span<float>(lastBias, TKernel.Nr));
        fixed (float* input = args.Input, output = args.Output, weights = args.PackedWeights, bias = args.Bias, residual = args.Residual)
        fixed (byte* scratch = args.Scratch)
        {
            var patches = new PatchRows<float>(input, grid, format, (float*)scratch, 0f);
            for (int p0 = firstPanel; p0 < endPanel; p0 += block)
            {
                int blockEnd = Math.Min(p0 + block, endPanel) * TKernel.Nr;
                for (int t = firstTile; t < endTile; t++)
                {
                    int m0 = t * TKernel.Mr, count = Math.Min(TKernel.Mr, grid.M - m0);
                    patches.Find(m0, count, TKernel.Mr, rows);
                    float* b = weights + ((nint)p0 * panel);
                    for (int n0 = p0 * TKernel.Nr; n0 < Math.Min(blockEnd, args.N); n0 += TKernel.Nr, b += panel)
                    {
                        nint at = ((nint)m0 * args.N) + n0;
                        float* offset = n0 < wholeBias ? bias + n0 : lastBias;
                        if (count == TKernel.Mr && n0 + TKernel.Nr <= args.N && residual == null)
                        {
                            TKernel.Run(rows, patches.Segments, patches.Length, b, new F32Tile(output + at, args.N, offset, args.Minimum, args.Maximum));
                            continue;
                        }

                        TKernel.Run(rows, patches.Segments, patches.Length, b, new F32Tile(part, TKernel.Nr, offset, float.NegativeInfinity, float.PositiveInfinity));
                        StorePart(part, TKernel.Nr, count, Math.Min(TKernel.Nr, args.N - n0), residual == null ? null : residual + at, output + at, args);
                    }
                }
            }
        }
    }

    private static void Check(in PatchGrid grid, GemmFormat format, int n, int input, int weights, int output, int scratch)
    {
        grid.Validate();
        if (input < grid.InputLength || weights < format.PackedElements(n, grid.K) || output < checked(grid.M * n) || scratch < format.ScratchBytes(grid.K))
            throw new ArgumentException($"{format.Name} with {grid}, N {n} needs input {grid.InputLength}, weights {format.PackedElements(n, grid.K)}, output {(long)grid.M * n}, scratch {format.ScratchBytes(grid.K)}; got {input}, {weights}, {output}, {scratch}.");
    }

    // Codes of a set with widened rows are unsigned, so zero extension is right.
    private static void Widen(byte* from, short* to, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            var codes = Vector128.Load(from + i);
            Vector128.WidenLower(codes).AsInt16().Store(to + i);
            Vector128.WidenUpper(codes).AsInt16().Store(to + i + 8);
        }

        for (; i < count; i++)
            to[i] = from[i];
    }

    // A tile at the edge of the output, or one with a residual.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void StorePart(float* tile, int tileStride, int rows, int columns, float* residual, float* output, scoped in LinearF32Args args)
    {
        var low = Vector128.Create(args.Minimum);
        var high = Vector128.Create(args.Maximum);
        for (int i = 0; i < rows; i++, tile += tileStride, output += args.N, residual += residual == null ? 0 : args.N)
        {
            int j = 0;
            for (; j <= columns - 4; j += 4)
            {
                var sum = Vector128.Load(tile + j);
                if (residual != null)
                    sum += Vector128.Load(residual + j);
                Vector128.Min(Vector128.Max(sum, low), high).Store(output + j);
            }

            for (; j < columns; j++)
            {
                float sum = tile[j];
                if (residual != null)
                    sum += residual[j];
                output[j] = MathF.Min(MathF.Max(sum, args.Minimum), args.Maximum);
            }
        }
    }
}
