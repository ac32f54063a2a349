using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// The loops around the micro-kernels: a tile's rows are gathered once (or read in place, where the input is a matrix) and
/// meet all panels of weights; each finished tile is requantized, or biased and clamped, while it is in the first cache.
/// </summary>
/// <remarks>Source: Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", §4, for the tiling.</remarks>
internal static unsafe class GemmDriver
{
    /// <summary>Integer convolution or matrix product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunInt8<TKernel>(scoped in GemmInt8Args args)
        where TKernel : struct, IGemmInt8MicroKernel
    {
        var grid = args.Grid;
        GemmFormat format = TKernel.Format;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        int paddedN = (args.N + 3) / 4 * 4;
        if (args.Requantize.Bias.Length < paddedN || args.Requantize.Multiplier.Length < paddedN)
            throw new ArgumentException($"{format.Name}: bias and multiplier need {paddedN} elements, got {args.Requantize.Bias.Length} and {args.Requantize.Multiplier.Length}.");

        int paddedK = format.PaddedK(grid.K), panel = TKernel.Nr * paddedK;
        int* tile = stackalloc int[TKernel.Mr * TKernel.Nr];
        fixed (byte* input = args.Input, output = args.Output, scratch = args.Scratch)
        fixed (sbyte* weights = args.PackedWeights)
        {
            for (int m0 = 0; m0 < grid.M; m0 += TKernel.Mr)
            {
                int rows = Math.Min(TKernel.Mr, grid.M - m0);
                byte* a = scratch;
                nint stride = paddedK;
                if (!TKernel.WidenedRows && grid.IsMatrix && paddedK == grid.K && rows == TKernel.Mr)
                {
                    a = input + ((nint)m0 * paddedK);
                }
                else
                {
                    PatchGather.Gather(input, grid, m0, rows, scratch, paddedK, args.InputZeroPoint);
                    if (TKernel.WidenedRows)
                    {
                        a = scratch + (TKernel.Mr * paddedK);
                        stride = 2 * paddedK;
                        Widen(scratch, (short*)a, rows * paddedK);
                    }
                }

                sbyte* b = weights;
                byte* to = output + ((nint)m0 * args.N);
                for (int n0 = 0; n0 < args.N; n0 += TKernel.Nr, b += panel)
                {
                    TKernel.Run(a, stride, b, tile, paddedK);
                    Requantizer.Store(tile, TKernel.Nr, rows, Math.Min(TKernel.Nr, args.N - n0), n0, args.Requantize, to + n0, args.N);
                }
            }
        }
    }

    /// <summary>Float convolution or matrix product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunF32<TKernel>(scoped in GemmF32Args args)
        where TKernel : struct, IGemmF32MicroKernel
    {
        var grid = args.Grid;
        GemmFormat format = TKernel.Format;
        Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        if (!args.Bias.IsEmpty && args.Bias.Length < args.N)
            throw new ArgumentException($"{format.Name}: bias needs {args.N} elements, got {args.Bias.Length}.");

        int paddedK = format.PaddedK(grid.K), panel = TKernel.Nr * paddedK;
        float* tile = stackalloc float[TKernel.Mr * TKernel.Nr];
        fixed (float* input = args.Input, output = args.Output, weights = args.PackedWeights, bias = args.Bias)
        fixed (byte* scratch = args.Scratch)
        {
            for (int m0 = 0; m0 < grid.M; m0 += TKernel.Mr)
            {
                int rows = Math.Min(TKernel.Mr, grid.M - m0);
                float* a = (float*)scratch;
                if (grid.IsMatrix && paddedK == grid.K && rows == TKernel.Mr)
                    a = input + ((nint)m0 * paddedK);
                else
                    PatchGather.Gather(input, grid, m0, rows, a, paddedK, 0f);

                float* b = weights;
                float* to = output + ((nint)m0 * args.N);
                for (int n0 = 0; n0 < args.N; n0 += TKernel.Nr, b += panel)
                {
                    TKernel.Run(a, paddedK, b, tile, paddedK);
                    StoreF32(tile, TKernel.Nr, rows, Math.Min(TKernel.Nr, args.N - n0), bias == null ? null : bias + n0, args, to + n0);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreF32(float* tile, int tileStride, int rows, int columns, float* bias, in GemmF32Args args, float* output)
    {
        var low = Vector128.Create(args.Minimum);
        var high = Vector128.Create(args.Maximum);
        bool accumulate = args.Accumulate;
        for (int i = 0; i < rows; i++, tile += tileStride, output += args.N)
        {
            int j = 0;
            for (; j <= columns - 4; j += 4)
            {
                var sum = Vector128.Load(tile + j);
                if (bias != null)
                    sum += Vector128.Load(bias + j);
                if (accumulate)
                    sum += Vector128.Load(output + j);
                Vector128.Min(Vector128.Max(sum, low), high).Store(output + j);
            }

            for (; j < columns; j++)
            {
                float sum = tile[j];
                if (bias != null)
                    sum += bias[j];
                if (accumulate)
                    sum += output[j];
                output[j] = MathF.Min(MathF.Max(sum, args.Minimum), args.Maximum);
            }
        }
    }
}
