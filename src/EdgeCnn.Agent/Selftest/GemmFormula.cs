using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Selftest;

/// <summary>The formulas that every kernel must follow, as nested loops: slow, plain, and no kernel.</summary>
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
            if (oc == 0)
                Taps(test.Grid, at / test.N, taps);
            for (int k = 0; k < taps.Length; k++)
                sum += taps[k] < 0 ? 0 : (v.Input[taps[k]] - v.InputZero) * v.Weights[(oc * taps.Length) + k];
            output[at] = Requantize(sum, oc, v);
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
            if (oc == 0)
                Taps(test.Grid, at / test.N, taps);
            for (int k = 0; k < taps.Length; k++)
                sum = MathF.FusedMultiplyAdd(taps[k] < 0 ? 0 : v.Input[taps[k]], v.Weights[(oc * taps.Length) + k], sum);
            output[at] = MathF.Max(sum + v.Bias[oc], v.Minimum);
        }

        return output;
    }

    /// <summary>The rule of Int8, for each channel on its own.</summary>
    public static byte[] Int8(DepthwiseCase test, Int8Values v)
    {
        PatchGrid grid = test.Grid;
        byte[] output = new byte[grid.M * grid.C];
        int[] taps = new int[grid.K];
        for (int at = 0; at < output.Length; at++)
        {
            int channel = at % grid.C, sum = v.Bias[channel];
            if (channel == 0)
                Taps(grid, at / grid.C, taps);
            for (int k = channel; k < taps.Length; k += grid.C)
                sum += taps[k] < 0 ? 0 : (v.Input[taps[k]] - v.InputZero) * v.Weights[k];
            output[at] = Requantize(sum, channel, v);
        }

        return output;
    }

    /// <summary>From the bias on, one fused multiply-add for each tap in ascending [KH, KW], then the lower bound.</summary>
    public static float[] Float(DepthwiseCase test, FloatValues v)
    {
        PatchGrid grid = test.Grid;
        float[] output = new float[grid.M * grid.C];
        int[] taps = new int[grid.K];
        for (int at = 0; at < output.Length; at++)
        {
            int channel = at % grid.C;
            float sum = v.Bias[channel];
            if (channel == 0)
                Taps(grid, at / grid.C, taps);
            for (int k = channel; k < taps.Length; k += grid.C)
                sum = taps[k] < 0 ? sum : MathF.FusedMultiplyAdd(v.Input[taps[k]], v.Weights[k], sum);
            output[at] = MathF.Max(sum, v.Minimum);
        }

        return output;
    }

    private static byte Requantize(int sum, int channel, Int8Values v)
    {
        float rounded = MathF.Round(sum * v.Multiplier[channel], MidpointRounding.ToEven);
        return (byte)Math.Clamp((double)rounded + v.OutputZero, v.Lowest, 255);
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
