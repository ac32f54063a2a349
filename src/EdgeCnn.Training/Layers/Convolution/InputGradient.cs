using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>
/// The derivative of a convolution with respect to its input, as convolutions of the output gradient: input rows that lie
/// equally between two positions of the window see the same taps, so there is one convolution for each such phase, with its taps
/// turned round; one in all where the stride is 1.
/// </summary>
/// <remarks>
/// dx[s·i + a − P] = Σ_j dy[i − j]·w[a + s·j] for phase a, in both directions. Source: Dumoulin and Visin 2016, "A guide to convolution
/// arithmetic for deep learning", §4.
/// </remarks>
internal sealed class InputGradient
{
    private readonly PatchGrid grid;
    private readonly Phase[] phases;

    public InputGradient(PatchGrid grid, int n)
    {
        this.grid = grid;
        Axis[] rows = Axis.All(grid.H, grid.OH, grid.KH, grid.StrideH, grid.DilationH, grid.PadTop), columns = Axis.All(grid.W, grid.OW, grid.KW, grid.StrideW, grid.DilationW, grid.PadLeft);
        phases = [.. from row in rows from column in columns where row.Taps > 0 && column.Taps > 0 select new Phase(grid, n, row, column)];
        IsDirect = phases is [{ IsWhole: true }];
        ScratchFloats = phases.Select(phase => phase.ScratchFloats + (IsDirect ? 0 : phase.OutputFloats)).DefaultIfEmpty().Max();
    }

    public int ScratchFloats { get; }

    private bool IsDirect { get; }

    /// <summary>True if the phases of a convolution can be told: not for strides together with dilation, nor for padding wider than the window.</summary>
    public static bool Accepts(in PatchGrid grid) =>
        Accepts(grid.KH, grid.StrideH, grid.DilationH, grid.PadTop) && Accepts(grid.KW, grid.StrideW, grid.DilationW, grid.PadLeft);

    /// <summary>Takes changed weights.</summary>
    /// <param name="weights">[N, KH, KW, C]</param>
    public void Pack(ReadOnlySpan<float> weights)
    {
        foreach (Phase phase in phases)
            phase.Pack(weights);
    }

    public void Run(ReadOnlySpan<float> dy, Span<float> dx, Span<float> scratch)
    {
        if (IsDirect)
        {
            phases[0].Run(dy, dx, scratch);
            return;
        }

        dx.Clear();
        foreach (Phase phase in phases)
        {
            Span<float> output = scratch[..phase.OutputFloats];
            phase.Run(dy, output, scratch[phase.OutputFloats..]);
            phase.Scatter(output, dx);
        }
    }

    private static bool Accepts(int kernel, int stride, int dilation, int pad) => (stride == 1 || dilation == 1) && pad <= (kernel - 1) * dilation;

    /// <summary>One phase in one direction.</summary>
    /// <param name="First">The first tap.</param>
    /// <param name="Step">Taps from one to the next.</param>
    /// <param name="Taps">How many taps.</param>
    /// <param name="Pad">Padding before the output gradient.</param>
    /// <param name="Start">The input place of the first result; below 0 it is left out.</param>
    /// <param name="Stride">Input places from one result to the next.</param>
    /// <param name="Count">Results.</param>
    private readonly record struct Axis(int First, int Step, int Taps, int Pad, int Start, int Stride, int Count)
    {
        public static Axis[] All(int size, int outputs, int kernel, int stride, int dilation, int pad)
        {
            if (stride == 1)
                return [new Axis(0, 1, kernel, ((kernel - 1) * dilation) - pad, 0, 1, size)];
            return [.. Enumerable.Range(0, stride).Select(a =>
            {
                int taps = a < kernel ? ((kernel - a - 1) / stride) + 1 : 0;
                int first = Math.Min((pad - a + stride - 1) / stride, Math.Max(taps - 1, 0)), last = (size - 1 + pad - a) / stride;
                return new Axis(a, stride, taps, taps - 1 - first, (stride * first) + a - pad, stride, Math.Max(0, last - first + 1));
            }).Where(axis => axis.Count > 0)];
        }
    }

    private sealed class Phase
    {
        private readonly PatchGrid whole;
        private readonly int n;
        private readonly Axis row;
        private readonly Axis column;
        private readonly ForwardConvolution convolution;
        private readonly float[] turned; // [C, row.Taps, column.Taps, N]

        public Phase(PatchGrid whole, int n, Axis row, Axis column)
        {
            this.whole = whole;
            this.n = n;
            this.row = row;
            this.column = column;
            convolution = new ForwardConvolution(
                new PatchGrid
                {
                    H = whole.OH,
                    W = whole.OW,
                    C = n,
                    KH = row.Taps,
                    KW = column.Taps,
                    OH = row.Count,
                    OW = column.Count,
                    PadTop = row.Pad,
                    PadLeft = column.Pad,
                    DilationH = whole.StrideH == 1 ? whole.DilationH : 1,
                    DilationW = whole.StrideW == 1 ? whole.DilationW : 1,
                },
                whole.C);
            turned = new float[whole.C * row.Taps * column.Taps * n];
        }

        public bool IsWhole => row.Stride == 1 && column.Stride == 1;

        public int OutputFloats => row.Count * column.Count * whole.C;

        public int ScratchFloats => convolution.ScratchFloats;

        public void Pack(ReadOnlySpan<float> weights)
        {
            int at = 0;
            for (int c = 0; c < whole.C; c++)
            {
                for (int kh = row.Taps - 1; kh >= 0; kh--)
                {
                    for (int kw = column.Taps - 1; kw >= 0; kw--)
                    {
                        int from = ((((row.First + (kh * row.Step)) * whole.KW) + column.First + (kw * column.Step)) * whole.C) + c;
                        for (int oc = 0; oc < n; oc++, from += whole.K)
                            turned[at++] = weights[from];
                    }
                }
            }

            convolution.Pack(turned);
        }

        public void Run(ReadOnlySpan<float> dy, Span<float> dx, Span<float> scratch) =>
            convolution.Run(dy, [], (float.NegativeInfinity, float.PositiveInfinity), dx, scratch);

        public void Scatter(ReadOnlySpan<float> from, Span<float> dx)
        {
            int channels = whole.C;
            for (int i = 0; i < row.Count; i++)
            {
                int y = row.Start + (i * row.Stride);
                if (y < 0)
                    continue;
                for (int j = 0; j < column.Count; j++)
                {
                    int x = column.Start + (j * column.Stride);
                    if (x >= 0)
                        from.Slice(((i * column.Count) + j) * channels, channels).CopyTo(dx.Slice(((y * whole.W) + x) * channels, channels));
                }
            }
        }
    }
}
