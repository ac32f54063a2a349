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
    private const int Size = 6;
    private const float A = 5f / 8, B = 3f / 2;

    public static WinogradFormat Format { get; } = new("f32-winograd-4x4-" + TLanes.Name, Outputs: 4, [0, A, -A, B, -B], InputMacs: 150, OutputMacs: 120);

    public static bool IsSupported => TLanes.IsSupported;

    public static int Outputs => 4;

    public static int Lanes => TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

                TLanes.Store(TLanes.Clamp(y0, low, high), to);
                TLanes.Store(TLanes.Clamp(y1, low, high), to + column);
                TLanes.Store(TLanes.Clamp(y2, low, high), to + (2 * column));
                TLanes.Store(TLanes.Clamp(y3, low, high), to + (3 * column));
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
        TVector squares = TLanes.Create(-((A * A) + (B * B))), product = TLanes.Create(A * A * B * B), a2 = TLanes.Create(-A * A), b2 = TLanes.Create(-B * B);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.MultiplyAdd(d4, d2, squares), d0, product), to);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.MultiplyAdd(d5, d3, squares), d1, product), to + (5 * step));
        TVector even = TLanes.MultiplyAdd(d4, d2, b2), odd = TLanes.MultiplyAdd(d3, d1, b2);
        TLanes.Store(TLanes.MultiplyAdd(even, odd, TLanes.Create(A)), to + step);
        TLanes.Store(TLanes.MultiplyAdd(even, odd, TLanes.Create(-A)), to + (2 * step));
        even = TLanes.MultiplyAdd(d4, d2, a2);
        odd = TLanes.MultiplyAdd(d3, d1, a2);
        TLanes.Store(TLanes.MultiplyAdd(even, odd, TLanes.Create(B)), to + (3 * step));
        TLanes.Store(TLanes.MultiplyAdd(even, odd, TLanes.Create(-B)), to + (4 * step));
    }

    // Column i of Aᵀ holds the powers 0 to 3 of the i-th point; the last one, for infinity, a 1 in the highest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
    {
        TVector evenA = TLanes.Add(m1, m2), oddA = TLanes.Subtract(m1, m2), evenB = TLanes.Add(m3, m4), oddB = TLanes.Subtract(m3, m4);
        y0 = TLanes.Add(TLanes.Add(m0, evenA), evenB);
        y1 = TLanes.MultiplyAdd(TLanes.Multiply(oddA, TLanes.Create(A)), oddB, TLanes.Create(B));
        y2 = TLanes.MultiplyAdd(TLanes.Multiply(evenA, TLanes.Create(A * A)), evenB, TLanes.Create(B * B));
        y3 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(m5, oddA, TLanes.Create(A * A * A)), oddB, TLanes.Create(B * B * B));
    }
}
