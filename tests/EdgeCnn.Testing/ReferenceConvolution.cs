namespace EdgeCnn.Testing;

/// <summary>Convolution by nested loops from its formula.</summary>
public static class ReferenceConvolution
{
    /// <summary>Σ (x − zeroPoint)·w + bias in 64 bits; taps outside count as 0.</summary>
    /// <param name="c">The geometry.</param>
    /// <param name="x">[H, W, C] code numbers</param>
    /// <param name="zeroPoint">The code that means 0.</param>
    /// <param name="w">[OC, KH, KW, C]</param>
    /// <param name="bias">[OC]</param>
    /// <returns>[OH, OW, OC]</returns>
    public static long[] Sums(ConvolutionCase c, int[] x, int zeroPoint, sbyte[] w, int[] bias)
    {
        long[] y = new long[c.OH * c.OW * c.OC];
        ForEachOutput(c, (oy, ox, oc, at) =>
        {
            long sum = bias[oc];
            ForEachTap(c, oy, ox, oc, (xi, wi) => sum += (long)(x[xi] - zeroPoint) * w[wi]);
            y[at] = sum;
        });
        return y;
    }

    /// <summary>q = clamp(round(float(sum)·multiplier) + z): the rule as it is written.</summary>
    public static int Requantize(long sum, float multiplier, int zeroPoint, int minimum, int maximum)
    {
        double rounded = Math.Round((double)((float)sum * multiplier), MidpointRounding.ToEven);
        return (int)Math.Clamp(rounded + zeroPoint, minimum, maximum);
    }

    /// <summary>bias + the products of one output, added in ascending [KH, KW, C] with one fused multiply-add each.</summary>
    public static float[] Float(ConvolutionCase c, float[] x, float[] w, float[]? bias)
    {
        float[] y = new float[c.OH * c.OW * c.OC];
        ForEachOutput(c, (oy, ox, oc, at) =>
        {
            float sum = 0;
            ForEachTap(c, oy, ox, oc, (xi, wi) => sum = MathF.FusedMultiplyAdd(x[xi], w[wi], sum));
            y[at] = bias is null ? sum : sum + bias[oc];
        });
        return y;
    }

    /// <summary>The products of one output added in double: true to about 2⁻⁵⁰, whatever the order.</summary>
    /// <param name="c">The geometry.</param>
    /// <param name="x">[H, W, C]</param>
    /// <param name="w">[OC, KH, KW, C]</param>
    /// <returns>[OH, OW, OC]</returns>
    public static double[] Exact(ConvolutionCase c, float[] x, float[] w)
    {
        double[] y = new double[c.OH * c.OW * c.OC];
        ForEachOutput(c, (oy, ox, oc, at) =>
        {
            double sum = 0;
            ForEachTap(c, oy, ox, oc, (xi, wi) => sum += (double)x[xi] * w[wi]);
            y[at] = sum;
        });
        return y;
    }

    /// <summary>Depthwise: Σ (x − zeroPoint)·w + bias of each channel on its own, in 64 bits.</summary>
    /// <param name="c">The geometry; OC is not used.</param>
    /// <param name="x">[H, W, C] code numbers</param>
    /// <param name="zeroPoint">The code that means 0.</param>
    /// <param name="w">[KH, KW, C]</param>
    /// <param name="bias">[C]</param>
    /// <returns>[OH, OW, C]</returns>
    public static long[] DepthwiseSums(ConvolutionCase c, int[] x, int zeroPoint, sbyte[] w, int[] bias)
    {
        long[] y = new long[c.OH * c.OW * c.C];
        ForEachDepthwiseTap(c, (at, channel) => y[at] = bias[channel], (at, xi, wi) => y[at] += (long)(x[xi] - zeroPoint) * w[wi]);
        return y;
    }

    /// <summary>Depthwise in float: from the bias on, one fused multiply-add for each tap in ascending [KH, KW].</summary>
    public static float[] DepthwiseFloat(ConvolutionCase c, float[] x, float[] w, float[] bias)
    {
        float[] y = new float[c.OH * c.OW * c.C];
        ForEachDepthwiseTap(c, (at, channel) => y[at] = bias[channel], (at, xi, wi) => y[at] = MathF.FusedMultiplyAdd(x[xi], w[wi], y[at]));
        return y;
    }

    /// <summary>The largest element under each window; taps outside do not count.</summary>
    public static T[] MaxPool<T>(ConvolutionCase c, T[] x)
        where T : IComparable<T>
    {
        var y = new T[c.OH * c.OW * c.C];
        for (int oy = 0, at = 0; oy < c.OH; oy++)
        {
            for (int ox = 0; ox < c.OW; ox++)
            {
                for (int ch = 0; ch < c.C; ch++, at++)
                {
                    bool any = false;
                    for (int kh = 0; kh < c.KH; kh++)
                    {
                        for (int kw = 0; kw < c.KW; kw++)
                        {
                            int iy = (oy * c.StrideH) - c.PadTop + (kh * c.DilationH), ix = (ox * c.StrideW) - c.PadLeft + (kw * c.DilationW);
                            if (iy < 0 || iy >= c.H || ix < 0 || ix >= c.W)
                                continue;
                            T value = x[(((iy * c.W) + ix) * c.C) + ch];
                            if (!any || value.CompareTo(y[at]) > 0)
                                y[at] = value;
                            any = true;
                        }
                    }
                }
            }
        }

        return y;
    }

    private static void ForEachDepthwiseTap(ConvolutionCase c, Action<int, int> start, Action<int, int, int> tap)
    {
        for (int oy = 0, at = 0; oy < c.OH; oy++)
        {
            for (int ox = 0; ox < c.OW; ox++)
            {
                for (int ch = 0; ch < c.C; ch++, at++)
                {
                    start(at, ch);
                    for (int kh = 0; kh < c.KH; kh++)
                    {
                        for (int kw = 0; kw < c.KW; kw++)
                        {
                            int iy = (oy * c.StrideH) - c.PadTop + (kh * c.DilationH), ix = (ox * c.StrideW) - c.PadLeft + (kw * c.DilationW);
                            if (iy >= 0 && iy < c.H && ix >= 0 && ix < c.W)
                                tap(at, (((iy * c.W) + ix) * c.C) + ch, (((kh * c.KW) + kw) * c.C) + ch);
                        }
                    }
                }
            }
        }
    }

    private static void ForEachOutput(ConvolutionCase c, Action<int, int, int, int> body)
    {
        for (int oy = 0; oy < c.OH; oy++)
        {
            for (int ox = 0; ox < c.OW; ox++)
            {
                for (int oc = 0; oc < c.OC; oc++)
                    body(oy, ox, oc, (((oy * c.OW) + ox) * c.OC) + oc);
            }
        }
    }

    private static void ForEachTap(ConvolutionCase c, int oy, int ox, int oc, Action<int, int> body)
    {
        for (int kh = 0; kh < c.KH; kh++)
        {
            int iy = (oy * c.StrideH) - c.PadTop + (kh * c.DilationH);
            for (int kw = 0; kw < c.KW; kw++)
            {
                int ix = (ox * c.StrideW) - c.PadLeft + (kw * c.DilationW);
                if (iy < 0 || iy >= c.H || ix < 0 || ix >= c.W)
                    continue;
                for (int ch = 0; ch < c.C; ch++)
                    body((((iy * c.W) + ix) * c.C) + ch, (((((oc * c.KH) + kh) * c.KW) + kw) * c.C) + ch);
            }
        }
    }
}
