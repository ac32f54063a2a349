using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Tools.Parity;

/// <summary>Runs models with our sessions.</summary>
internal static class Ours
{
    /// <summary>The codes of an integer graph's inputs.</summary>
    public static byte[][] Quantize(NetworkGraph graph, float[][] inputs)
    {
        TensorInfo info = graph.Tensor(graph.Inputs[0]);
        return [.. inputs.Select(values => values.Select(x => (byte)QuantParams.Quantize(x, info.Quant!.Scale, info.Quant.ZeroPoint, info.Type)).ToArray())];
    }

    /// <summary>All outputs, one after another; inputs and outputs are float, or codes.</summary>
    public static T[] Run<T>(NetworkGraph graph, T[][] inputs)
        where T : unmanaged
    {
        InferenceSession session = InferenceSession.Create(graph);
        int length = session.Outputs[0].Shape.Elements;
        var results = new T[inputs.Length * length];
        for (int i = 0; i < inputs.Length; i++)
            session.Run<T, T>(inputs[i], results.AsSpan(i * length, length));
        return results;
    }
}
