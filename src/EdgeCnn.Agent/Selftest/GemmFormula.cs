using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Selftest;

/// <summary>The formulas that the portable kernels must follow, as nested loops: slow, plain, and no kernel.</summary>
internal static class GemmFormula
{
    /// <summary>q = clamp(round(float(Σ (x − z_x)·w + bias)·multiplier) + z_y), half to even.</summary>
    public static byte[] Int8(GemmCase test, Int8Values v)
    {
        byte[] output = new byte[test.Grid.M * test.N];
        int[] taps = new int[test.Grid.K];
        for (int at = 0; at < output.Length; at++)
        {
            int oc = at % test.N, sum = v.Bias[oc];
            Taps(test.Grid, at / test.N, taps);
            for (int k = 0; k < taps.Length; k++)
                sum += taps[k] < 0 ? 0 : (v.Input[taps[k]] - v.InputZero) * v.Weights[(oc * taps.Length) + k];
            float rounded = MathF.Round(sum * v.Multiplier[oc], MidpointRounding.ToEven);
            output[at] = (byte)Math.Clamp((double)rounded + v.OutputZero, v.Lowest, 255);
        }

        return output;
    }

    /// <summary>One fused multiply-add for each tap in ascending [KH, KW, C], then the bias, then the lower bound.</summary>
    public static float[] Float(GemmCase test, FloatValues v)
    {
        float[] output = new float[test.Grid.M * test.N];
        int[] taps = new int[test.Grid.K];
        for (int at = 0; at < output.Length; at++)
        {
            int oc = at % test.N;
            float sum = 0;
            Taps(test.Grid, at / test.N, taps);
            for (int k = 0; k < taps.Length; k++)
                sum = MathF.FusedMultiplyAdd(taps[k] < 0 ? 0 : v.Input[taps[k]], v.Weights[(oc * taps.Length) + k], sum);
            output[at] = MathF.Max(sum + v.Bias[oc], v.Minimum);
        }

        return output;
    }

    // Where the taps of an output pixel lie in the input; −1 outside.
    private static void Taps(in PatchGrid grid, int pixel, int[] taps)
    {
        for (int k = 0; k < taps.Length; k++)
        {
            int channel = k % grid.C, kw = k / grid.C % grid.KW, kh = k / grid.C / grid.KW;
            int y = (pixel / grid.OW * grid.StrideH) - grid.PadTop + (kh * grid.DilationH);
            int x = (pixel % grid.OW * grid.StrideW) - grid.PadLeft + (kw * grid.DilationW);
            taps[k] = y < 0 || y >= grid.H || x < 0 || x >= grid.W ? -1 : (((y * grid.W) + x) * grid.C) + channel;
        }
    }
}
