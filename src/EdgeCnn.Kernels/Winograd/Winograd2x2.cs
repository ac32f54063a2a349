using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>F(2x2, 3x3): 16 products where 4 outputs take 36.</summary>
/// <remarks>
/// <code>
///  4x4 inputs          4x4 points            2x2 outputs
///  d d d d   columns,  p p p p   columns,    y y
///  d d d d   then rows p p p p   then rows   y y
///  d d d d   · Bᵀ      p p p p   · Aᵀ
///  d d d d   ───────►  p p p p   ───────►    (each letter a register of channels)
/// </code>
/// Lanes: each register holds one input, point or output of neighbouring channels.
/// Registers: 4 inputs, 4 sums.
/// Exactness: the points are 0, ±1 and infinity, so the transforms only add.
/// Source: Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks", §4.
/// </remarks>
internal readonly unsafe struct Winograd2x2<TLanes, TVector> : IWinogradMicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    private const int Outputs = 2, Size = 4;

    public static WinogradFormat Format { get; } = new("f32-winograd-2x2-" + TLanes.Name, Outputs, [0, 1, -1], TLanes.Count, TLanes.CachedBytes, InputMacs: 110 * TLanes.Effort, OutputMacs: 80 * TLanes.Effort);

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
                InputLine(TLanes.Load(d), TLanes.Load(d + row), TLanes.Load(d + (2 * row)), TLanes.Load(d + (3 * row)), line + (j * TLanes.Count), Size * TLanes.Count);
            float* t = line, to = points;
            for (int i = 0; i < Size; i++, t += Size * TLanes.Count, to += Size * step)
                InputLine(TLanes.Load(t), TLanes.Load(t + TLanes.Count), TLanes.Load(t + (2 * TLanes.Count)), TLanes.Load(t + (3 * TLanes.Count)), to, step);
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
                OutputLine(TLanes.Load(m), TLanes.Load(m + (Size * step)), TLanes.Load(m + (2 * Size * step)), TLanes.Load(m + (3 * Size * step)), out TVector z0, out TVector z1);
                TLanes.Store(z0, line + (j * TLanes.Count));
                TLanes.Store(z1, line + ((Size + j) * TLanes.Count));
            }

            TVector offset = TLanes.Load(bias);
            float* z = line, to = y, add = residual;
            for (int i = 0; i < Outputs; i++, z += Size * TLanes.Count, to += row)
            {
                OutputLine(TLanes.Load(z), TLanes.Load(z + TLanes.Count), TLanes.Load(z + (2 * TLanes.Count)), TLanes.Load(z + (3 * TLanes.Count)), out TVector y0, out TVector y1);
                y0 = TLanes.Add(y0, offset);
                y1 = TLanes.Add(y1, offset);
                if (residual != null)
                {
                    y0 = TLanes.Add(y0, TLanes.Load(add));
                    y1 = TLanes.Add(y1, TLanes.Load(add + column));
                    add += row;
                }

                y0 = TLanes.AtLeast(y0, low);
                y1 = TLanes.AtLeast(y1, low);
                TLanes.Store(TLanes.AtMost(y0, high), to);
                TLanes.Store(TLanes.AtMost(y1, high), to + column);
            }

            points += TLanes.Count;
            y += TLanes.Count;
            bias += TLanes.Count;
            residual += residual == null ? 0 : TLanes.Count;
        }
        while (points < end);
    }

    // Row i of Bᵀ holds the coefficients of Π (x − y) over the finite points but the i-th, the last row those of all:
    // x² − 1, x² + x, x² − x, x³ − x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(TVector d0, TVector d1, TVector d2, TVector d3, float* to, nint step)
    {
        TVector first = TLanes.Subtract(d2, d0), plus = TLanes.Add(d2, d1), minus = TLanes.Subtract(d2, d1), last = TLanes.Subtract(d3, d1);
        TLanes.Store(first, to);
        TLanes.Store(plus, to + step);
        TLanes.Store(minus, to + (2 * step));
        TLanes.Store(last, to + (3 * step));
    }

    // Column i of Aᵀ holds the powers 0 and 1 of the i-th point; the last one, for infinity, a 1 in the highest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine(TVector m0, TVector m1, TVector m2, TVector m3, out TVector y0, out TVector y1)
    {
        y0 = TLanes.Add(m0, m1);
        y1 = TLanes.Subtract(m1, m2);
        y0 = TLanes.Add(y0, m2);
        y1 = TLanes.Add(y1, m3);
    }
}
