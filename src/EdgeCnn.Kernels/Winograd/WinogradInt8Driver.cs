using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>The loops of a Winograd convolution on codes: a block of tiles is transformed, meets the weights point by point, and leaves as codes.</summary>
internal static unsafe class WinogradInt8Driver
{
    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void Run(string name, WinogradInt8Format format, int mr, int nr, WinogradInt8Code code, scoped in LinearInt8Args args)
    {
        PatchGrid grid = args.Grid;
        var layout = new WinogradInt8Layout(grid, args.N, format, mr, nr);
        if (args.Input.Length < grid.InputLength || args.PackedWeights.Length < checked(layout.Panels * layout.PanelBytes) || args.Output.Length < checked(grid.M * args.N) || args.Scratch.Length < layout.ScratchBytes)
            throw new ArgumentException($"{name} with {grid}, N {args.N} needs input {grid.InputLength}, weights {(long)layout.Panels * layout.PanelBytes}, output {(long)grid.M * args.N}, scratch {layout.ScratchBytes}; got {args.Input.Length}, {args.PackedWeights.Length}, {args.Output.Length}, {args.Scratch.Length}.");
        args.Requantize.Check(args.N, name);
        args.Sum.Check(grid.M * args.N, name);

        int c = grid.C, blockTiles = layout.BlockTiles;
        var (firstBlock, endBlock, firstPanel, endPanel) = args.Part.Of((layout.Tiles + blockTiles - 1) / blockTiles, layout.Panels);
        if (firstBlock == endBlock || firstPanel == endPanel)
            return;
        short** rows = stackalloc short*[mr];
        fixed (byte* input = args.Input, output = args.Output, scratch = args.Scratch, other = args.Sum.Codes)
        fixed (sbyte* weights = args.PackedWeights)
        fixed (int* bias = args.Requantize.Bias)
        fixed (float* multiplier = args.Requantize.Multiplier)
        {
            short* transformed = (short*)(scratch + layout.ImageBytes);
            int* sums = (int*)(scratch + layout.ImageBytes + layout.InputBytes);
            var tile = new CodesTile(args.Requantize, sums, args.N);
            nint imageRow = (nint)layout.Around.W * c, nextPoint = (nint)blockTiles * c, nextSums = (nint)blockTiles * nr;
            var sum = new CodeSumRows(args.Sum, other, output, args.N);
            int firstColumn = firstPanel * nr, endColumn = Math.Min(endPanel * nr, args.N);
            PatchGather.Surround(input, grid, layout.Around, args.InputZeroPoint, scratch);
            for (int block = firstBlock; block < endBlock; block++)
            {
                int first = block * blockTiles, count = Math.Min(blockTiles, layout.Tiles - first);
                for (int t = 0; t < count; t++)
                {
                    int y = (first + t) / layout.TilesX * format.Outputs, x = (first + t) % layout.TilesX * format.Outputs;
                    code.Input(scratch + (y * imageRow) + ((nint)x * c), imageRow, c, transformed + ((nint)t * c), nextPoint);
                }

                for (int panel = firstPanel; panel < endPanel; panel++)
                {
                    sbyte* b = weights + ((nint)panel * layout.PanelBytes);
                    for (int t = 0; t < count; t += mr)
                    {
                        for (int i = 0; i < mr; i++)
                            rows[i] = transformed + ((nint)Math.Min(t + i, count - 1) * c);
                        code.Gemm(rows, c, nextPoint, format.Points, b, sums + ((nint)t * nr), nextSums);
                    }

                    int n0 = panel * nr, columns = Math.Min(nr, args.N - n0);
                    tile.Bias = bias + n0;
                    tile.Multiplier = multiplier + n0;
                    for (int t = 0; t < count; t++)
                    {
                        int y = (first + t) / layout.TilesX * format.Outputs, x = (first + t) % layout.TilesX * format.Outputs;
                        tile.Codes = output + ((((nint)y * grid.OW) + x) * args.N) + n0;
                        var part = new TilePart(Math.Min(format.Outputs, grid.OH - y), Math.Min(format.Outputs, grid.OW - x), (nint)grid.OW * args.N);
                        code.Output(sums + ((nint)t * nr), nextSums, columns, tile, part);
                    }
                }

                if (other == null)
                    continue;
                // Tiles side by side are runs of pixels.
                for (int t = first; t < first + count;)
                {
                    int tileX = t % layout.TilesX, tileY = t / layout.TilesX, run = Math.Min(first + count - t, layout.TilesX - tileX);
                    int x = tileX * format.Outputs, endX = Math.Min((tileX + run) * format.Outputs, grid.OW);
                    for (int y = tileY * format.Outputs; y < Math.Min((tileY + 1) * format.Outputs, grid.OH); y++)
                    {
                        sum.Begin((y * grid.OW) + x, firstColumn, endColumn);
                        sum.End((y * grid.OW) + endX);
                    }

                    t += run;
                }
            }
        }
    }
}

/// <summary>Pointers, so that one compiled driver serves all transforms and micro-kernels.</summary>
internal readonly unsafe struct WinogradInt8Code(delegate*<byte*, nint, nint, short*, nint, void> input, delegate*<int*, nint, nint, in CodesTile, in TilePart, void> output, delegate*<short**, nint, nint, nint, sbyte*, int*, nint, void> gemm)
{
    /// <summary><see cref="IWinogradInt8MicroKernel.Input"/>.</summary>
    public readonly delegate*<byte*, nint, nint, short*, nint, void> Input = input;

    /// <summary><see cref="IWinogradInt8MicroKernel.Output"/>.</summary>
    public readonly delegate*<int*, nint, nint, in CodesTile, in TilePart, void> Output = output;

    /// <summary><see cref="IWinogradInt8Gemm.Run"/>.</summary>
    public readonly delegate*<short**, nint, nint, nint, sbyte*, int*, nint, void> Gemm = gemm;
}
