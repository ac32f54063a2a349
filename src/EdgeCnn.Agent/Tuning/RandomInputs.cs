using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tuning;

/// <summary>Inputs for measuring a model that knows nothing of pictures: any codes, numbers from −1 to 1, and nothing where whole numbers are wanted.</summary>
internal sealed class RandomInputs
{
    private readonly byte[][] inputs;

    public RandomInputs(NetworkGraph graph)
    {
        var random = new Random(1);
        inputs = new byte[graph.Inputs.Length][];
        for (int i = 0; i < inputs.Length; i++)
        {
            TensorInfo info = graph.Tensor(graph.Inputs[i]);
            inputs[i] = new byte[info.SizeBytes];
            if (info.Type.IsCode())
                random.NextBytes(inputs[i]);
            if (info.Type != DataType.Float32)
                continue;
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(inputs[i].AsSpan()))
                value = (2 * random.NextSingle()) - 1;
        }
    }

    /// <summary>Gives all inputs.</summary>
    public void Give(InferenceSession session)
    {
        for (int i = 0; i < inputs.Length; i++)
            session.SetInputBytes(i, inputs[i]);
    }
}
