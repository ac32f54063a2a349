using System.Runtime.InteropServices;

namespace EdgeCnn.Graph.Passes.Folding;

/// <summary>The real numbers that codes stand for.</summary>
internal static class DequantizedConstant
{
    public static byte[] Of(TensorInfo codes, ReadOnlySpan<byte> values)
    {
        QuantParams quant = codes.Quant!;
        int inner = quant.Axis < 0 ? codes.Shape.Elements : codes.Shape.Dims[(quant.Axis + 1)..].Aggregate(1, (product, dim) => product * dim);
        float[] result = new float[codes.Shape.Elements];
        for (int i = 0; i < result.Length; i++)
        {
            int code = codes.Type switch
            {
                DataType.UInt8 => values[i],
                DataType.Int8 => (sbyte)values[i],
                _ => MemoryMarshal.Cast<byte, int>(values)[i],
            };
            int channel = i / inner % quant.Scales.Length;
            result[i] = QuantParams.Dequantize(code, quant.Scales[channel], quant.ZeroPoints[channel]);
        }

        return MemoryMarshal.AsBytes<float>(result).ToArray();
    }
}
