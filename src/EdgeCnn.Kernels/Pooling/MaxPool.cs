using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>Max pooling over an NHWC tensor, any element type with an order.</summary>
public static unsafe class MaxPool
{
    /// <summary>output[oy, ox, c] = the largest input[y, x, c] under the window; taps outside the input do not count.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the windows lie.</param>
    /// <param name="part">The share of the output's rows to compute.</param>
    /// <param name="output">[OH, OW, C]</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run<T>(ReadOnlySpan<T> input, in PatchGrid grid, WorkPart part, Span<T> output)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        grid.Validate();
        if (input.Length < grid.InputLength || output.Length < checked(grid.M * grid.C))
            throw new ArgumentException($"Max pooling {grid} needs {grid.InputLength} inputs and {(long)grid.M * grid.C} outputs, got {input.Length} and {output.Length}.");
        nint row = (nint)grid.W * grid.C, nextRow = grid.DilationH * row, nextColumn = (nint)grid.DilationW * grid.C;
        fixed (T* x = input, y = output)
        {
            var (firstOutput, endOutput) = part.Of(grid.OH);
            T* to = y + ((nint)firstOutput * grid.OW * grid.C), end = y + ((nint)endOutput * grid.OW * grid.C);
            if (typeof(T) == typeof(float) && MaxPoolAvx512.Accepts(grid) && MaxPoolAvx512.Run((float*)x, grid, firstOutput, endOutput, (float*)to))
                return;
            for (int oy = firstOutput; oy < endOutput; oy++)
            {
                int y0 = (oy * grid.StrideH) - grid.PadTop;
                var (firstRow, endRow) = Inside(y0, grid.DilationH, grid.KH, grid.H);
                for (int ox = 0; ox < grid.OW; ox++, to += grid.C)
                {
                    int x0 = (ox * grid.StrideW) - grid.PadLeft;
                    var (firstColumn, endColumn) = Inside(x0, grid.DilationW, grid.KW, grid.W);
                    T* first = x + ((y0 + ((nint)firstRow * grid.DilationH)) * row) + ((x0 + ((nint)firstColumn * grid.DilationW)) * grid.C);
                    var taps = new Taps(endRow - firstRow, endColumn - firstColumn, nextRow, nextColumn);
                    // A block for few channels reads and writes beyond them; what it spills the next window mends.
                    if (Vector128.IsHardwareAccelerated && grid.C < Vector128<T>.Count && taps.Rows > 0 && taps.Columns > 0
                        && first + taps.Last + Vector128<T>.Count <= x + grid.InputLength && to + Vector128<T>.Count <= end)
                        Largest128(first, taps).Store(to);
                    else
                        Window(first, taps, grid.C, to);
                }
            }
        }
    }

    // The taps of an axis that lie inside the input; a division only at its edges.
    private static (int First, int End) Inside(int start, int dilation, int kernel, int size)
    {
        int first = start >= 0 ? 0 : Math.Min(kernel, (-start + dilation - 1) / dilation);
        int end = start + ((long)(kernel - 1) * dilation) < size ? kernel : size <= start ? 0 : Math.Min(kernel, ((size - 1 - start) / dilation) + 1);
        return (first, Math.Max(first, end));
    }

    // The widest blocks that fit the channels; the last of them reaches back over the one before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Window<T>(T* first, in Taps taps, int channels, T* to)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (taps.Rows == 0 || taps.Columns == 0)
        {
            new Span<T>(to, channels).Fill(T.MinValue);
        }
        else if (Vector512.IsHardwareAccelerated && channels >= Vector512<T>.Count)
        {
            for (int c = 0; c < channels; c += Vector512<T>.Count)
            {
                int at = Math.Min(c, channels - Vector512<T>.Count);
                Largest512(first + at, taps).Store(to + at);
            }
        }
        else if (Vector128.IsHardwareAccelerated && channels >= Vector128<T>.Count)
        {
            for (int c = 0; c < channels; c += Vector128<T>.Count)
            {
                int at = Math.Min(c, channels - Vector128<T>.Count);
                Largest128(first + at, taps).Store(to + at);
            }
        }
        else
        {
            for (int c = 0; c < channels; c++)
                to[c] = Largest(first + c, taps);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Largest512<T>(T* first, in Taps taps)
        where T : unmanaged
    {
        var largest = Vector512.Load(first);
        for (int kh = 0; kh < taps.Rows; kh++, first += taps.NextRow)
        {
            T* tap = first;
            for (int kw = 0; kw < taps.Columns; kw++, tap += taps.NextColumn)
                largest = Vector512.Max(largest, Vector512.Load(tap));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Largest128<T>(T* first, in Taps taps)
        where T : unmanaged
    {
        var largest = Vector128.Load(first);
        for (int kh = 0; kh < taps.Rows; kh++, first += taps.NextRow)
        {
            T* tap = first;
            for (int kw = 0; kw < taps.Columns; kw++, tap += taps.NextColumn)
                largest = Vector128.Max(largest, Vector128.Load(tap));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Largest<T>(T* first, in Taps taps)
        where T : unmanaged, INumber<T>
    {
        T largest = *first;
        for (int kh = 0; kh < taps.Rows; kh++, first += taps.NextRow)
        {
            T* tap = first;
            for (int kw = 0; kw < taps.Columns; kw++, tap += taps.NextColumn)
                largest = T.Max(largest, *tap);
        }

        return largest;
    }

    private readonly struct Taps(int rows, int columns, nint nextRow, nint nextColumn)
    {
        public readonly int Rows = rows;
        public readonly int Columns = columns;
        public readonly nint NextRow = nextRow;
        public readonly nint NextColumn = nextColumn;

        public nint Last => ((Rows - 1) * NextRow) + ((Columns - 1) * NextColumn);
    }
}
