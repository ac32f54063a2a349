using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Functions of 8-bit codes as tables of all 256.</summary>
internal static class CodeTable
{
    /// <summary>q = clamp(round(f(s_x·(i − z_x)) / s_y) + z_y) for every code i; f is the identity if there is none.</summary>
    public static byte[] Of(TensorInfo x, TensorInfo y, FloatFunction? function = null)
    {
        float[] real = new float[256];
        for (int i = 0; i < 256; i++)
            real[i] = QuantParams.Dequantize(x.Type == DataType.UInt8 ? i : (sbyte)i, x.Quant!.Scale, x.Quant.ZeroPoint);
        function?.Run(real, real);
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++)
            table[i] = (byte)QuantParams.Quantize(real[i], y.Quant!.Scale, y.Quant.ZeroPoint, y.Type);
        return table;
    }
}
