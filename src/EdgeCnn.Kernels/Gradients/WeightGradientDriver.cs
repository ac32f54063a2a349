using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Gradients;

/// <summary>
/// The loops around the micro-kernels for weight gradients. In NHWC the weights of one kernel row lie under neighbouring
/// inputs, so a tile needs neither im2col nor packing: a pixel's part of the input is broadcast element by element against its
/// output gradient, and the tile stays in registers for the whole picture.
/// </summary>
internal static unsafe class WeightGradientDriver<TKernel>
    where TKernel : struct, IWeightGradientMicroKernel
{
    /// <summary>Products that are computed, and a few for each tile's sums.</summary>
    public static double Cost(in PatchGrid grid, int n)
    {
        double runs = grid.DilationW == 1 ? grid.KH : grid.KH * grid.KW, length = grid.K / runs;
        double tiles = runs * Math.Ceiling(length / TKernel.Mr) * Math.Ceiling((double)n / TKernel.Nr);
        return tiles * TKernel.Mr * TKernel.Nr * (grid.M + 4);
    }

    /// <summary>The padded picture, output gradients padded to whole tiles, one tile.</summary>
    public static int ScratchFloats(in PatchGrid grid, int n) => checked(PaddedInput(grid) + (grid.M * PaddedN(n)) + (TKernel.Mr * TKernel.Nr));

    [MethodImpl(Compilation.Hot)]
    public static void Run(scoped in WeightGradientArgs args)
    {
        PatchGrid grid = args.Grid;
        int n = args.N, padded = PaddedN(n), mr = TKernel.Mr, nr = TKernel.Nr;
        Check(args);
        (int height, int width) = Extent(grid);
        fixed (float* input = args.Input, outputGradient = args.OutputGradient, sum = args.Sum, scratch = args.Scratch)
        {
            float* x = scratch, dy = x + PaddedInput(grid), tile = dy + ((nint)grid.M * padded);
            Pad(input, grid, height, width, x);
            if (padded == n)
                dy = outputGradient;
            else
                Widen(outputGradient, grid.M, n, padded, dy);
            int step = grid.DilationW == 1 ? grid.KW : 1, run = step * grid.C;
            for (int n0 = 0; n0 < n; n0 += nr)
            {
                for (int kh = 0; kh < grid.KH; kh++)
                {
                    for (int kw = 0; kw < grid.KW; kw += step)
                    {
                        float* from = x + ((((nint)kh * grid.DilationH * width) + (kw * grid.DilationW)) * grid.C);
                        float* to = sum + ((((nint)kh * grid.KW) + kw) * grid.C * n) + n0;
                        for (int k = 0; k < run; k += mr)
                        {
                            int rows = Math.Min(mr, run - k), columns = Math.Min(nr, n - n0);
                            bool whole = rows == mr && columns == nr;
                            float* at = to + ((nint)k * n);
                            if (!whole)
                                Copy(at, n, tile, nr, rows, columns);
                            TKernel.Run(new WeightGradientTile
                            {
                                X = from + k,
                                XStep = (nint)grid.StrideW * grid.C,
                                XRow = (nint)grid.StrideH * width * grid.C,
                                Dy = dy + n0,
                                DyStep = padded,
                                Rows = grid.OH,
                                Columns = grid.OW,
                                Sum = whole ? at : tile,
                                SumStep = whole ? n : nr,
                            });
                            if (!whole)
                                Copy(tile, nr, at, n, rows, columns);
                        }
                    }
                }
            }
        }
    }

    // Rows and columns of the input that output pixels see, padding included.
    private static (int Height, int Width) Extent(in PatchGrid grid) =>
        (((grid.OH - 1) * grid.StrideH) + ((grid.KH - 1) * grid.DilationH) + 1, ((grid.OW - 1) * grid.StrideW) + ((grid.KW - 1) * grid.DilationW) + 1);

    // A tile's edge reads, and does not use, what follows the last pixel.
    private static int PaddedInput(in PatchGrid grid)
    {
        (int height, int width) = Extent(grid);
        return checked(((height * width * grid.C) + TKernel.Mr + 15) & ~15);
    }

    private static int PaddedN(int n) => (n + TKernel.Nr - 1) / TKernel.Nr * TKernel.Nr;

    private static void Pad(float* input, in PatchGrid grid, int height, int width, float* x)
    {
        int left = Math.Min(grid.PadLeft, width), columns = Math.Max(0, Math.Min(width - left, grid.W)), right = width - left - columns;
        for (int row = 0; row < height; row++, x += width * grid.C)
        {
            int from = row - grid.PadTop;
            if ((uint)from >= (uint)grid.H)
            {
                new Span<float>(x, width * grid.C).Clear();
                continue;
            }

            new Span<float>(x, left * grid.C).Clear();
            new ReadOnlySpan<float>(input + ((nint)from * grid.W * grid.C), columns * grid.C).CopyTo(new Span<float>(x + (left * grid.C), columns * grid.C));
            new Span<float>(x + ((left + columns) * grid.C), right * grid.C).Clear();
        }

        new Span<float>(x, TKernel.Mr).Clear();
    }

    private static void Widen(float* from, int rows, int n, int padded, float* to)
    {
        for (int row = 0; row < rows; row++, from += n, to += padded)
        {
            new ReadOnlySpan<float>(from, n).CopyTo(new Span<float>(to, padded));
            new Span<float>(to + n, padded - n).Clear();
        }
    }

    private static void Copy(float* from, int fromStep, float* to, int toStep, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, from += fromStep, to += toStep)
            new ReadOnlySpan<float>(from, columns).CopyTo(new Span<float>(to, columns));
    }

    private static void Check(scoped in WeightGradientArgs args)
    {
        PatchGrid grid = args.Grid;
        grid.Validate();
        if (args.N <= 0 || args.Input.Length < grid.InputLength || args.OutputGradient.Length < checked(grid.M * args.N) || args.Sum.Length < checked(grid.K * args.N) || args.Scratch.Length < ScratchFloats(grid, args.N))
            throw new ArgumentException($"{TKernel.Name} with {grid}, N {args.N} needs input {grid.InputLength}, output gradient {(long)grid.M * args.N}, sum {(long)grid.K * args.N}, scratch {ScratchFloats(grid, args.N)}; got {args.Input.Length}, {args.OutputGradient.Length}, {args.Sum.Length}, {args.Scratch.Length}.");
    }
}
