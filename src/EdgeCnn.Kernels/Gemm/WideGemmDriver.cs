using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>The loops of <see cref="GemmDriver"/> for micro-kernels that read codes widened to 16 bits.</summary>
internal static unsafe class WideGemmDriver
{
    /// <summary>Integer convolution or matrix product.</summary>
    /// <param name="format">The micro-kernel's.</param>
    /// <param name="kernel">The micro-kernel.</param>
    /// <param name="args">The layer.</param>
    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void Run(GemmFormat format, delegate*<short**, nint, nint, sbyte*, in CodesTile, void> kernel, scoped in LinearInt8Args args)
    {
        var grid = args.Grid;
        GemmDriver.Check(grid, format, args.N, args.Input.Length, args.PackedWeights.Length, args.Output.Length, args.Scratch.Length);
        args.Requantize.Check(args.N, format.Name);
        args.Sum.Check(grid.M * args.N, format.Name);

        int mr = format.Mr, nr = format.Nr, panel = nr * format.RowLength(grid);
        var (firstTile, endTile, firstPanel, endPanel) = args.Part.Of((grid.M + mr - 1) / mr, (args.N + nr - 1) / nr);
        int block = Math.Max(1, GemmDriver.CachedWeights / panel);
        int* sums = stackalloc int[mr * nr];
        short** rows = stackalloc short*[PatchRows.TableLength(mr)];
        var tile = new CodesTile(args.Requantize, sums, args.N);
        fixed (byte* input = args.Input, output = args.Output, scratch = args.Scratch, other = args.Sum.Codes)
        fixed (sbyte* weights = args.PackedWeights)
        fixed (int* bias = args.Requantize.Bias)
        fixed (float* multiplier = args.Requantize.Multiplier)
        {
            if (firstTile == endTile || firstPanel == endPanel)
                return;
            var wide = new WideInput(input, grid, args.InputZeroPoint, mr, (short*)scratch);
            grid = wide.Grid;
            var sum = new CodeSumRows(args.Sum, other, output, args.N);
            int endBand = wide.Widen(firstTile, endTile, mr, out short* origin);
            bool whole = endBand == endTile;
            for (int p0 = firstPanel; p0 < endPanel; p0 += block)
            {
                int end = Math.Min(Math.Min(p0 + block, endPanel) * nr, args.N);
                sum.Begin(firstTile * mr, p0 * nr, end);
                for (int firstOfBand = firstTile; firstOfBand < endTile; firstOfBand = endBand)
                {
                    if (!whole)
                        endBand = wide.Widen(firstOfBand, endTile, mr, out origin);
                    var patches = new PatchRows<short>(origin, grid, format, wide.End, args.InputZeroPoint, endBand * mr);
                    for (int t = firstOfBand; t < endBand; t++)
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
                }

                sum.End(Math.Min(endTile * mr, grid.M));
            }
        }
    }
}
