using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The weights of integer layers in the forms that the kernels take.</summary>
internal static class LinearWeights
{
    /// <summary>True if the weights are signed codes with zero point 0, or unsigned ones with 128, which are the same numbers.</summary>
    public static bool AreSymmetric(TensorInfo weights) => weights.Quant!.ZeroPoints.All(zero => zero == (weights.Type == DataType.UInt8 ? 128 : 0));

    /// <summary>Symmetric weights as signed codes.</summary>
    public static ReadOnlySpan<sbyte> Signed(NetworkGraph graph, TensorInfo weights)
    {
        if (weights.Type == DataType.Int8)
            return graph.Constant<sbyte>(weights.Name);
        sbyte[] signed = new sbyte[weights.Shape.Elements];
        FlipSign.Run(graph.Constant<byte>(weights.Name), MemoryMarshal.AsBytes(signed.AsSpan()));
        return signed;
    }

    /// <summary>code − zero point of each weight.</summary>
    public static short[] Centred(NetworkGraph graph, TensorInfo weights, int channelAxis)
    {
        var codes = graph.Constant<byte>(weights.Name);
        var zeroPoints = weights.Quant!.ZeroPoints;
        int inner = new Shape([.. weights.Shape.Dims[(channelAxis + 1)..]]).Elements, channels = weights.Shape[channelAxis];
        short[] centred = new short[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            int code = weights.Type == DataType.UInt8 ? codes[i] : (sbyte)codes[i];
            centred[i] = (short)(code - zeroPoints[zeroPoints.Length == 1 ? 0 : i / inner % channels]);
        }

        return centred;
    }
}
