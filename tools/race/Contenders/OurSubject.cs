using EdgeCnn.Runtime;

namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>A model in this tree's runtime.</summary>
/// <remarks>
/// A run copies the inputs in and the outputs out, as a caller must: the session uses an input's memory again. The rival computes
/// on memory that was bound in advance, so the difference is charged to us.
/// </remarks>
internal sealed class OurSubject : ISubject
{
    private readonly InferenceSession session;
    private readonly byte[][] inputs;
    private readonly byte[][] outputs;

    public OurSubject(string model, int threads, string? kernels)
    {
        session = InferenceSession.Load(model, new SessionOptions { Kernels = kernels, Threads = threads });
        inputs = new byte[session.Inputs.Length][];
        outputs = new byte[session.Outputs.Length][];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = new byte[session.Outputs[i].SizeBytes];
    }

    public string Name => session.Kernels;

    public int InputBytes(int index) => session.Inputs[index].SizeBytes;

    public void SetInput(int index, byte[] values) => inputs[index] = values;

    public void Run()
    {
        for (int i = 0; i < inputs.Length; i++)
            session.SetInputBytes(i, inputs[i]);
        session.Run();
        for (int i = 0; i < outputs.Length; i++)
            session.CopyOutputBytes(i, outputs[i]);
    }

    public void WriteOutputs(Stream target)
    {
        foreach (byte[] output in outputs)
            target.Write(output);
    }
}
