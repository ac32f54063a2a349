using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>The taps of one output pixel that lie inside the input.</summary>
internal readonly struct DepthwiseWindow
{
    private readonly int y0;
    private readonly int x0;

    public DepthwiseWindow(in PatchGrid g, int m)
        : this(g, m / g.OW, m % g.OW)
    {
    }

    public DepthwiseWindow(in PatchGrid g, int oy, int ox)
    {
        y0 = (oy * g.StrideH) - g.PadTop;
        x0 = (ox * g.StrideW) - g.PadLeft;
        (FirstRow, EndRow) = Inside(y0, g.DilationH, g.KH, g.H);
        (FirstColumn, EndColumn) = Inside(x0, g.DilationW, g.KW, g.W);
    }

    public int FirstRow { get; }

    public int EndRow { get; }

    public int FirstColumn { get; }

    public int EndColumn { get; }

    /// <summary>Input element of tap (kh, 0), channel 0; only taps inside may be read from it.</summary>
    public nint Offset(in PatchGrid g, int kh) => ((((nint)y0 + (kh * g.DilationH)) * g.W) + x0) * g.C;

    private static (int First, int End) Inside(int start, int dilation, int kernel, int size)
    {
        if (dilation == 1)
        {
            int from = Math.Min(kernel, Math.Max(0, -start));
            return (from, Math.Max(from, Math.Min(kernel, size - start)));
        }

        int first = start >= 0 ? 0 : Math.Min(kernel, (-start + dilation - 1) / dilation);
        int end = size <= start ? 0 : Math.Min(kernel, ((size - 1 - start) / dilation) + 1);
        return (first, Math.Max(first, end));
    }
}
