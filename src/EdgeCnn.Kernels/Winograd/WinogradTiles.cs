using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>Where tiles lie: transforms their inputs, in place where all are inside the picture, and stores those that the output's edge cuts.</summary>
internal readonly unsafe ref struct WinogradTiles
{
    private readonly PatchGrid grid;
    private readonly PatchGrid patches;
    private readonly int outputs;
    private readonly int size;
    private readonly int lanes;
    private readonly delegate*<in WinogradPatch, void> transform;
    private readonly float* input;
    private readonly float* patch;
    private readonly float* tail;
    private readonly float* line;

    /// <param name="grid">The convolution.</param>
    /// <param name="columns">Tiles along the width.</param>
    /// <param name="format">The transforms'.</param>
    /// <param name="code">The micro-kernels.</param>
    /// <param name="input">[H, W, C]</param>
    /// <param name="patch">Room for one tile's inputs.</param>
    /// <param name="tail">Room for a register of each of them.</param>
    /// <param name="line">The same again, for the transform.</param>
    public WinogradTiles(in PatchGrid grid, int columns, WinogradFormat format, in WinogradCode code, float* input, float* patch, float* tail, float* line)
    {
        this.grid = grid;
        outputs = format.Outputs;
        size = format.Size;
        lanes = format.Lanes;
        transform = code.Input;
        // The tiles' inputs are the patches of a convolution with a large kernel and stride.
        patches = grid with { KH = size, KW = size, StrideH = outputs, StrideW = outputs, OW = columns };
        this.input = input;
        this.patch = patch;
        this.tail = tail;
        this.line = line;
    }

    /// <summary>Writes a tile's points.</summary>
    public void Transform(int tile, float* points, int step)
    {
        int y = (tile / patches.OW * outputs) - grid.PadTop, x = (tile % patches.OW * outputs) - grid.PadLeft, c = grid.C;
        float* from = patch;
        nint row = (nint)size * c;
        if (y >= 0 && x >= 0 && y <= grid.H - size && x <= grid.W - size)
        {
            from = input + ((((nint)y * grid.W) + x) * c);
            row = (nint)grid.W * c;
        }
        else
        {
            PatchGather.Gather(input, patches, tile, 1, patch, size * size * c, 0f);
        }

        int whole = c / lanes * lanes;
        if (whole > 0)
            transform(new WinogradPatch(from, row, c, whole, points, step, line));
        if (whole == c)
            return;
        // What fills the last register up stays zero.
        float* to = tail;
        for (int i = 0; i < size; i++)
        {
            float* rest = from + (i * row) + whole;
            for (int j = 0; j < size; j++, rest += c, to += lanes)
            {
                int k = 0;
                for (; k <= c - whole - Vector128<float>.Count; k += Vector128<float>.Count)
                    Vector128.Load(rest + k).Store(to + k);
                for (; k < c - whole; k++)
                    to[k] = rest[k];
            }
        }

        transform(new WinogradPatch(tail, (nint)size * lanes, lanes, lanes, points + whole, step, line));
    }

    /// <summary>True if all outputs of the tile exist.</summary>
    public bool IsWhole(int tile) => (tile / patches.OW * outputs) + outputs <= grid.OH && (tile % patches.OW * outputs) + outputs <= grid.OW;

    /// <summary>The tile's first output.</summary>
    public nint OutputPixel(int tile) => ((nint)(tile / patches.OW * outputs) * grid.OW) + (tile % patches.OW * outputs);

    /// <summary>Stores those outputs and channels of a tile that exist.</summary>
    public void StorePart(int tile, float* from, int nr, int n0, float* residual, float* output, scoped in LinearF32Args args)
    {
        int height = Math.Min(outputs, grid.OH - (tile / patches.OW * outputs)), width = Math.Min(outputs, grid.OW - (tile % patches.OW * outputs));
        nint at = (OutputPixel(tile) * args.N) + n0;
        for (int i = 0; i < height; i++, from += outputs * nr, at += (nint)grid.OW * args.N)
        {
            if (residual == null)
                TileStore.Copy(from, nr, width, Math.Min(nr, args.N - n0), output + at, args.N);
            else
                TileStore.AddAndClamp(from, nr, width, Math.Min(nr, args.N - n0), residual + at, output + at, args);
        }
    }
}
