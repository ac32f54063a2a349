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
        uint state = 1;
        inputs = new byte[graph.Inputs.Length][];
        for (int i = 0; i < inputs.Length; i++)
        {
            TensorInfo info = graph.Tensor(graph.Inputs[i]);
            inputs[i] = new byte[info.SizeBytes];
            if (info.Type.IsCode())
            {
                foreach (ref byte code in inputs[i].AsSpan())
                    code = (byte)(Next() >> 24);
            }
            else if (info.Type == DataType.Float32)
            {
                foreach (ref float value in MemoryMarshal.Cast<byte, float>(inputs[i].AsSpan()))
                    value = (int)Next() / 2147483648f;
            }
        }

        // Marsaglia 2003, "Xorshift RNGs"; the framework's seeded generator takes longer for a picture than a small network's first run.
        uint Next()
        {
            state ^= state << 13;
            state ^= state >> 17;
            return state ^= state << 5;
        }
    }

    /// <summary>Gives all inputs.</summary>
    public void Give(InferenceSession session)
    {
        for (int i = 0; i < inputs.Length; i++)
            session.SetInputBytes(i, inputs[i]);
    }
}
