namespace EdgeCnn.Testing;

/// <summary>The derivative of a convolution with respect to its weights by nested loops from its formula.</summary>
public static class ReferenceWeightGradient
{
    /// <summary>sum[kh, kw, c, oc] + Σ x·dy over the output pixels in their order, one fused multiply-add each; taps outside count as 0.</summary>
    /// <param name="c">The geometry.</param>
    /// <param name="x">[H, W, C]</param>
    /// <param name="dy">[OH, OW, OC]</param>
    /// <param name="sum">[KH, KW, C, OC], not changed.</param>
    public static float[] Added(ConvolutionCase c, float[] x, float[] dy, float[] sum)
    {
        float[] result = [.. sum];
        for (int kh = 0; kh < c.KH; kh++)
        {
            for (int kw = 0; kw < c.KW; kw++)
            {
                for (int oy = 0; oy < c.OH; oy++)
                {
                    for (int ox = 0; ox < c.OW; ox++)
                    {
                        int iy = (oy * c.StrideH) - c.PadTop + (kh * c.DilationH), ix = (ox * c.StrideW) - c.PadLeft + (kw * c.DilationW);
                        if (iy >= 0 && iy < c.H && ix >= 0 && ix < c.W)
                            AddPixel(c, x, ((iy * c.W) + ix) * c.C, dy, ((oy * c.OW) + ox) * c.OC, result, ((kh * c.KW) + kw) * c.C * c.OC);
                    }
                }
            }
        }

        return result;
    }

    private static void AddPixel(ConvolutionCase c, float[] x, int atX, float[] dy, int atDy, float[] sum, int atSum)
    {
        for (int channel = 0; channel < c.C; channel++)
        {
            for (int oc = 0; oc < c.OC; oc++)
            {
                int at = atSum + (channel * c.OC) + oc;
                sum[at] = MathF.FusedMultiplyAdd(x[atX + channel], dy[atDy + oc], sum[at]);
            }
        }
    }
}
