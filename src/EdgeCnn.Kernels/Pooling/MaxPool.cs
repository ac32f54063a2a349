using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>Max pooling over an NHWC tensor, any element type with an order.</summary>
public static class MaxPool
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
        for (int m = 0; m < grid.M; m++)
            Window(input, grid, new DepthwiseWindow(grid, m), output.Slice(m * grid.C, grid.C));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Window<T>(ReadOnlySpan<T> input, in PatchGrid g, in DepthwiseWindow window, Span<T> output)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        bool first = true;
        for (int kh = window.FirstRow; kh < window.EndRow; kh++)
        {
            nint row = window.Offset(g, kh);
            for (int kw = window.FirstColumn; kw < window.EndColumn; kw++)
            {
                var tap = input.Slice((int)(row + ((nint)kw * g.DilationW * g.C)), g.C);
                if (first)
                    tap.CopyTo(output);
                else
                    Maximum(output, tap);
                first = false;
            }
        }

        if (first)
            output.Fill(T.MinValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Maximum<T>(Span<T> output, ReadOnlySpan<T> tap)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= output.Length - Vector128<T>.Count; i += Vector128<T>.Count)
                Vector128.Max(Vector128.Create<T>(output[i..]), Vector128.Create(tap[i..])).CopyTo(output[i..]);
        }

        for (; i < output.Length; i++)
            output[i] = T.Max(output[i], tap[i]);
    }
}
