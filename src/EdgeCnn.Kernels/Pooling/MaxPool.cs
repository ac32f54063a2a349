using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>Max pooling over an NHWC tensor, any element type with an order.</summary>
public static unsafe class MaxPool
{
    /// <summary>output[oy, ox, c] = the largest input[y, x, c] under the window; taps outside the input do not count.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the windows lie.</param>
    /// <param name="output">[OH, OW, C]</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Run<T>(ReadOnlySpan<T> input, in PatchGrid grid, Span<T> output)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        grid.Validate();
        if (input.Length < grid.InputLength || output.Length < checked(grid.M * grid.C))
            throw new ArgumentException($"Max pooling {grid} needs {grid.InputLength} inputs and {(long)grid.M * grid.C} outputs, got {input.Length} and {output.Length}.");
        fixed (T* x = input, y = output)
        {
            T* to = y;
            for (int oy = 0; oy < grid.OH; oy++)
            {
                for (int ox = 0; ox < grid.OW; ox++, to += grid.C)
                    Window(x, grid, new DepthwiseWindow(grid, oy, ox), to);
            }
        }
    }

    // Blocks of channels, all taps of each; the last block overlaps the one before instead of leaving single channels over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Window<T>(T* input, in PatchGrid g, in DepthwiseWindow window, T* output)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        T* first = input + window.Offset(g, window.FirstRow) + ((nint)window.FirstColumn * g.DilationW * g.C);
        nint nextRow = (nint)g.DilationH * g.W * g.C, nextTap = (nint)g.DilationW * g.C;
        int rows = window.EndRow - window.FirstRow, columns = window.EndColumn - window.FirstColumn, c = 0;
        if (rows <= 0 || columns <= 0)
        {
            new Span<T>(output, g.C).Fill(T.MinValue);
            return;
        }

        if (Vector512.IsHardwareAccelerated && g.C >= Vector512<T>.Count)
        {
            for (; c < g.C; c += Vector512<T>.Count)
            {
                c = Math.Min(c, g.C - Vector512<T>.Count);
                var largest = Vector512.Load(first + c);
                T* row = first + c;
                for (int kh = 0; kh < rows; kh++, row += nextRow)
                {
                    for (int kw = 0; kw < columns; kw++)
                        largest = Vector512.Max(largest, Vector512.Load(row + (kw * nextTap)));
                }

                largest.Store(output + c);
            }

            return;
        }

        if (g.C >= Vector128<T>.Count)
        {
            for (; c < g.C; c += Vector128<T>.Count)
            {
                c = Math.Min(c, g.C - Vector128<T>.Count);
                var largest = Vector128.Load(first + c);
                T* row = first + c;
                for (int kh = 0; kh < rows; kh++, row += nextRow)
                {
                    for (int kw = 0; kw < columns; kw++)
                        largest = Vector128.Max(largest, Vector128.Load(row + (kw * nextTap)));
                }

                largest.Store(output + c);
            }

            return;
        }

        for (; c < g.C; c++)
        {
            T largest = first[c];
            T* row = first + c;
            for (int kh = 0; kh < rows; kh++, row += nextRow)
            {
                for (int kw = 0; kw < columns; kw++)
                    largest = T.Max(largest, row[kw * nextTap]);
            }

            output[c] = largest;
        }
    }
}
