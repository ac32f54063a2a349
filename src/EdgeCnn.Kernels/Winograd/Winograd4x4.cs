using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>F(4x4, 3x3): 36 products where 16 outputs take 144.</summary>
/// <remarks>
/// <code>
///  6x6 inputs              6x6 points                4x4 outputs
///  d d d d d d   columns,  p p p p p p   columns,    y y y y
///  d d d d d d   then rows p p p p p p   then rows   y y y y
///  d d d d d d   · Bᵀ      p p p p p p   · Aᵀ        y y y y
///  d d d d d d   ───────►  p p p p p p   ───────►    y y y y
///  d d d d d d             p p p p p p
///  d d d d d d             p p p p p p   (each letter a register of channels)
/// </code>
/// Lanes: each register holds one input, point or output of neighbouring channels.
/// Registers: 6 inputs, 8 constants, 2 sums of 32; where there are 16, constants are read from memory by the products.
/// Exactness: the points are 0, ±5/8, ±3/2 and infinity, chosen by measured error: with Lavin's 0, ±1, ±2 the RMS error on normal
/// data is 2.3 times as large. All constants are sums of few powers of two, so none is rounded.
/// Source: Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks", §4; Barabasz et al. 2018, "Error Analysis
/// and Improving the Accuracy of Winograd Convolution for Deep Neural Networks", for the choice of points.
/// </remarks>
internal readonly unsafe struct Winograd4x4<TLanes, TVector> : IWinogradMicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    private const int Outputs = 4, Size = 6;
    private const float A = 5f / 8, B = 3f / 2;

    public static WinogradFormat Format { get; } = new("f32-winograd-4x4-" + TLanes.Name, Outputs, [0, A, -A, B, -B], TLanes.Count, TLanes.CachedBytes, InputMacs: 300 * TLanes.Effort, OutputMacs: 240 * TLanes.Effort);

    public static bool IsSupported => TLanes.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Input(in WinogradPatch patch)
    {
        float* x = patch.Input, end = x + patch.Channels, points = patch.Points, line = patch.Line;
        nint row = patch.Row, column = patch.Column, step = patch.Step;
        do
        {
            float* d = x;
            for (int j = 0; j < Size; j++, d += column)
            {
                float* low = d + (3 * row);
                InputLine(TLanes.Load(d), TLanes.Load(d + row), TLanes.Load(d + (2 * row)), TLanes.Load(low), TLanes.Load(low + row), TLanes.Load(low + (2 * row)), line + (j * TLanes.Count), Size * TLanes.Count);
            }

            float* t = line, to = points;
            for (int i = 0; i < Size; i++, t += Size * TLanes.Count, to += Size * step)
                InputLine(TLanes.Load(t), TLanes.Load(t + TLanes.Count), TLanes.Load(t + (2 * TLanes.Count)), TLanes.Load(t + (3 * TLanes.Count)), TLanes.Load(t + (4 * TLanes.Count)), TLanes.Load(t + (5 * TLanes.Count)), to, step);
            x += TLanes.Count;
            points += TLanes.Count;
        }
        while (x < end);
    }

    [MethodImpl(Compilation.Hot)]
    public static void Output(in WinogradTile tile)
    {
        float* points = tile.Points, end = points + tile.Channels, line = tile.Line, y = tile.To.Output, bias = tile.To.Bias, residual = tile.To.Residual;
        nint step = tile.Step, row = tile.To.Row, column = tile.To.Column;
        TVector low = TLanes.Create(tile.To.Minimum), high = TLanes.Create(tile.To.Maximum);
        do
        {
            float* m = points;
            for (int j = 0; j < Size; j++, m += step)
            {
                float* below = m + (3 * Size * step);
                OutputLine(TLanes.Load(m), TLanes.Load(m + (Size * step)), TLanes.Load(m + (2 * Size * step)), TLanes.Load(below), TLanes.Load(below + (Size * step)), TLanes.Load(below + (2 * Size * step)), out TVector z0, out TVector z1, out TVector z2, out TVector z3);
                float* t = line + (j * TLanes.Count);
                TLanes.Store(z0, t);
                TLanes.Store(z1, t + (Size * TLanes.Count));
                TLanes.Store(z2, t + (2 * Size * TLanes.Count));
                TLanes.Store(z3, t + (3 * Size * TLanes.Count));
            }

            TVector offset = TLanes.Load(bias);
            float* z = line, to = y, add = residual;
            for (int i = 0; i < Outputs; i++, z += Size * TLanes.Count, to += row)
            {
                OutputLine(TLanes.Load(z), TLanes.Load(z + TLanes.Count), TLanes.Load(z + (2 * TLanes.Count)), TLanes.Load(z + (3 * TLanes.Count)), TLanes.Load(z + (4 * TLanes.Count)), TLanes.Load(z + (5 * TLanes.Count)), out TVector y0, out TVector y1, out TVector y2, out TVector y3);
                y0 = TLanes.Add(y0, offset);
                y1 = TLanes.Add(y1, offset);
                y2 = TLanes.Add(y2, offset);
                y3 = TLanes.Add(y3, offset);
                if (residual != null)
                {
                    y0 = TLanes.Add(y0, TLanes.Load(add));
                    y1 = TLanes.Add(y1, TLanes.Load(add + column));
                    y2 = TLanes.Add(y2, TLanes.Load(add + (2 * column)));
                    y3 = TLanes.Add(y3, TLanes.Load(add + (3 * column)));
                    add += row;
                }

                y0 = TLanes.AtLeast(y0, low);
                y1 = TLanes.AtLeast(y1, low);
                y2 = TLanes.AtLeast(y2, low);
                y3 = TLanes.AtLeast(y3, low);
                TLanes.Store(TLanes.AtMost(y0, high), to);
                TLanes.Store(TLanes.AtMost(y1, high), to + column);
                TLanes.Store(TLanes.AtMost(y2, high), to + (2 * column));
                TLanes.Store(TLanes.AtMost(y3, high), to + (3 * column));
            }

            points += TLanes.Count;
            y += TLanes.Count;
            bias += TLanes.Count;
            residual += residual == null ? 0 : TLanes.Count;
        }
        while (points < end);
    }

    // Row i of Bᵀ holds the coefficients of Π (x − y) over the finite points but the i-th, the last row those of all:
    // (x² − A²)(x² − B²), x(x ± A)(x² − B²), x(x ± B)(x² − A²), x(x² − A²)(x² − B²).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* to, nint step)
    {
        // Six products that need each other nowhere, then six more: an in-order core waits for none of them. Constants that are
        // created at each use share a register; locals of them would be copied first.
        TVector first = TLanes.MultiplyAdd(d4, d2, TLanes.Create(-((A * A) + (B * B)))), last = TLanes.MultiplyAdd(d5, d3, TLanes.Create(-((A * A) + (B * B))));
        TVector evenA = TLanes.MultiplyAdd(d4, d2, TLanes.Create(-B * B)), oddA = TLanes.MultiplyAdd(d3, d1, TLanes.Create(-B * B));
        TVector evenB = TLanes.MultiplyAdd(d4, d2, TLanes.Create(-A * A)), oddB = TLanes.MultiplyAdd(d3, d1, TLanes.Create(-A * A));
        first = TLanes.MultiplyAdd(first, d0, TLanes.Create(A * A * B * B));
        last = TLanes.MultiplyAdd(last, d1, TLanes.Create(A * A * B * B));
        TVector plusA = TLanes.MultiplyAdd(evenA, oddA, TLanes.Create(A)), minusA = TLanes.MultiplyAdd(evenA, oddA, TLanes.Create(-A));
        TVector plusB = TLanes.MultiplyAdd(evenB, oddB, TLanes.Create(B)), minusB = TLanes.MultiplyAdd(evenB, oddB, TLanes.Create(-B));
        TLanes.Store(first, to);
        TLanes.Store(plusA, to + step);
        TLanes.Store(minusA, to + (2 * step));
        TLanes.Store(plusB, to + (3 * step));
        TLanes.Store(minusB, to + (4 * step));
        TLanes.Store(last, to + (5 * step));
    }

    // Column i of Aᵀ holds the powers 0 to 3 of the i-th point; the last one, for infinity, a 1 in the highest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
    {
        TVector evenA = TLanes.Add(m1, m2), oddA = TLanes.Subtract(m1, m2), evenB = TLanes.Add(m3, m4), oddB = TLanes.Subtract(m3, m4);
        y0 = TLanes.Add(m0, evenA);
        y1 = TLanes.Multiply(oddA, TLanes.Create(A));
        y2 = TLanes.Multiply(evenA, TLanes.Create(A * A));
        y3 = TLanes.MultiplyAdd(m5, oddA, TLanes.Create(A * A * A));
        y0 = TLanes.Add(y0, evenB);
        y1 = TLanes.MultiplyAdd(y1, oddB, TLanes.Create(B));
        y2 = TLanes.MultiplyAdd(y2, evenB, TLanes.Create(B * B));
        y3 = TLanes.MultiplyAdd(y3, oddB, TLanes.Create(B * B * B));
    }
}
