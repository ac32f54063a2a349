using System.Numerics;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>Both derivatives of a depthwise convolution of one picture.</summary>
/// <remarks>Exactness: a weight's sum over an output row has four partial sums, of columns 4i, 4i + 1, …, whatever a register's width.</remarks>
internal sealed class DepthwiseGradient(PatchGrid grid)
{
    /// <summary>sum[kh, kw, c] += Σ x·dy over the output pixels whose tap lies in the picture.</summary>
    public void AddWeights(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> sum)
    {
        int channels = grid.C;
        for (int oy = 0; oy < grid.OH; oy++)
        {
            for (int kh = 0; kh < grid.KH; kh++)
            {
                int y = (oy * grid.StrideH) - grid.PadTop + (kh * grid.DilationH);
                if ((uint)y >= (uint)grid.H)
                    continue;
                for (int kw = 0; kw < grid.KW; kw++)
                {
                    var (first, count) = Columns(kw);
                    if (count > 0)
                        AddRow(x[(((y * grid.W) + Column(first, kw)) * channels)..], dy[(((oy * grid.OW) + first) * channels)..], count, sum.Slice(((kh * grid.KW) + kw) * channels, channels));
                }
            }
        }
    }

    /// <summary>dx = Σ w·dy, replaced.</summary>
    public void Input(ReadOnlySpan<float> dy, ReadOnlySpan<float> weights, Span<float> dx)
    {
        int channels = grid.C;
        dx.Clear();
        for (int oy = 0; oy < grid.OH; oy++)
        {
            for (int kh = 0; kh < grid.KH; kh++)
            {
                int y = (oy * grid.StrideH) - grid.PadTop + (kh * grid.DilationH);
                if ((uint)y >= (uint)grid.H)
                    continue;
                for (int kw = 0; kw < grid.KW; kw++)
                {
                    var (first, count) = Columns(kw);
                    if (count > 0)
                        SpreadRow(dy[(((oy * grid.OW) + first) * channels)..], weights.Slice(((kh * grid.KW) + kw) * channels, channels), count, dx[(((y * grid.W) + Column(first, kw)) * channels)..]);
                }
            }
        }
    }

    private int Column(int ox, int kw) => (ox * grid.StrideW) - grid.PadLeft + (kw * grid.DilationW);

    // The output columns whose tap lies in the picture.
    private (int First, int Count) Columns(int kw)
    {
        int offset = Column(0, kw), first = offset >= 0 ? 0 : (-offset + grid.StrideW - 1) / grid.StrideW, room = grid.W - 1 - offset;
        return (first, room < 0 ? 0 : Math.Min(grid.OW, (room / grid.StrideW) + 1) - first);
    }

    private void AddRow(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int count, Span<float> sum)
    {
        int channels = grid.C, step = grid.StrideW * channels, c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            int i = 0, a = c, b = c;
            for (; i < count - 3; i += 4, a += 4 * step, b += 4 * channels)
            {
                s0 += new Vector<float>(x[a..]) * new Vector<float>(dy[b..]);
                s1 += new Vector<float>(x[(a + step)..]) * new Vector<float>(dy[(b + channels)..]);
                s2 += new Vector<float>(x[(a + (2 * step))..]) * new Vector<float>(dy[(b + (2 * channels))..]);
                s3 += new Vector<float>(x[(a + (3 * step))..]) * new Vector<float>(dy[(b + (3 * channels))..]);
            }

            if (i < count)
                s0 += new Vector<float>(x[a..]) * new Vector<float>(dy[b..]);
            if (i + 1 < count)
                s1 += new Vector<float>(x[(a + step)..]) * new Vector<float>(dy[(b + channels)..]);
            if (i + 2 < count)
                s2 += new Vector<float>(x[(a + (2 * step))..]) * new Vector<float>(dy[(b + (2 * channels))..]);
            (new Vector<float>(sum[c..]) + (s0 + s1 + (s2 + s3))).CopyTo(sum[c..]);
        }

        Span<float> s = stackalloc float[4];
        for (; c < channels; c++)
        {
            s.Clear();
            for (int i = 0; i < count; i++)
                s[i & 3] += x[(i * step) + c] * dy[(i * channels) + c];
            sum[c] += s[0] + s[1] + (s[2] + s[3]);
        }
    }

    private void SpreadRow(ReadOnlySpan<float> dy, ReadOnlySpan<float> weights, int count, Span<float> dx)
    {
        int channels = grid.C, step = grid.StrideW * channels, c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> w = new(weights[c..]);
            for (int i = 0, a = c, b = c; i < count; i++, a += step, b += channels)
                (new Vector<float>(dx[a..]) + (w * new Vector<float>(dy[b..]))).CopyTo(dx[a..]);
        }

        for (; c < channels; c++)
        {
            for (int i = 0, a = c, b = c; i < count; i++, a += step, b += channels)
                dx[a] += weights[c] * dy[b];
        }
    }
}
