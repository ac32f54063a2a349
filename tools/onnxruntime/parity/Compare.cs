using System.Runtime.InteropServices;
using EdgeCnn.Graph;

namespace EdgeCnn.Tools.Parity;

/// <summary>Comparisons: a short text if equal, an exception with the first difference if not.</summary>
internal static class Compare
{
    public static string Equal(byte[] ours, byte[] theirs)
    {
        Length(ours.Length, theirs.Length);
        int same = ours.AsSpan().CommonPrefixLength(theirs);
        return same == ours.Length ? $"{same} bytes equal" : throw new InvalidDataException($"byte {same} is {ours[same]} in the export, {theirs[same]} in the file");
    }

    /// <summary>Our codes against the real numbers that ONNX Runtime makes of its codes.</summary>
    public static string Codes(NetworkGraph graph, byte[] ours, float[] theirs)
    {
        Length(ours.Length, theirs.Length);
        TensorInfo output = graph.Tensor(graph.Outputs[0]);
        QuantParams quant = output.Quant!;
        for (int i = 0; i < ours.Length; i++)
        {
            string where = $"input {i / output.Shape.Elements}, output {i % output.Shape.Elements}";
            float code = MathF.Round(theirs[i] / quant.Scale) + quant.ZeroPoint;
            if (!(code >= output.Type.MinCode() && code <= output.Type.MaxCode()) || !SameBits(QuantParams.Dequantize((int)code, quant.Scale, quant.ZeroPoint), theirs[i]))
                throw new InvalidDataException($"{where}: ONNX Runtime's {theirs[i]:R} is no code of scale {quant.Scale:R}, zero point {quant.ZeroPoint}");
            if (code != ours[i])
                throw new InvalidDataException($"{where}: our code {ours[i]}, ONNX Runtime's {code} of {theirs[i]:R}");
        }

        return $"{ours.Length} codes equal, {ours.Distinct().Count()} different ones";
    }

    public static string SameBits(float[] ours, float[] theirs)
    {
        Length(ours.Length, theirs.Length);
        int same = MemoryMarshal.Cast<float, int>(ours).CommonPrefixLength(MemoryMarshal.Cast<float, int>(theirs));
        return same == ours.Length
            ? $"{same} floats equal bit for bit"
            : throw new InvalidDataException($"float {same}: ours {ours[same]:R}, ONNX Runtime's {theirs[same]:R}");
    }

    public static string Near(float[] ours, float[] theirs, float tolerance)
    {
        Length(ours.Length, theirs.Length);
        float range = theirs.Max() - theirs.Min();
        var (error, at) = ours.Zip(theirs, (x, y) => MathF.Abs(x - y)).Select((error, i) => (error, i)).MaxBy(pair => float.IsNaN(pair.error) ? float.PositiveInfinity : pair.error);
        // Written so that NaN fails.
        return range > 0 && error <= tolerance * range
            ? $"{ours.Length} floats, largest error {error / range:E1} of the range"
            : throw new InvalidDataException($"float {at}: ours {ours[at]:R}, ONNX Runtime's {theirs[at]:R}, range {range:R}, allowed {tolerance:E0} of it");
    }

    public static string Within(float[] ours, float[] theirs, float tolerance)
    {
        Length(ours.Length, theirs.Length);
        float error = ours.Zip(theirs, (x, y) => MathF.Abs(x - y)).Max(), range = theirs.Max() - theirs.Min();
        // Written so that NaN fails.
        return error <= tolerance && range > 0.01f
            ? $"{ours.Length} floats in a range of {range:F2}, largest error {error:E1}"
            : throw new InvalidDataException($"largest error {error:R}, allowed {tolerance:E0}, range {range:R}");
    }

    private static bool SameBits(float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y);

    private static void Length(int ours, int theirs)
    {
        if (ours != theirs || ours == 0)
            throw new InvalidDataException($"lengths differ or are 0: ours {ours}, theirs {theirs}");
    }
}
