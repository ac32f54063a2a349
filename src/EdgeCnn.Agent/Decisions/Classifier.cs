using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Decisions;

/// <summary>From a prepared picture to probabilities: the session, then softmax or sigmoid, unless the model ends in one itself.</summary>
internal sealed class Classifier
{
    private readonly InferenceSession session;
    private readonly Preprocessor preprocessor;
    private readonly TensorInfo output;
    private readonly ProbabilityRule probabilities;
    private readonly byte[] codes; // the 8-bit input
    private readonly float[] values; // the float input
    private readonly byte[] logits; // the output as it is, for hashes

    public Classifier(InferenceSession session)
    {
        this.session = session;
        Contract = session.Contract!;
        output = session.Outputs[0];
        probabilities = ProbabilityRule.Of(session.Graph);
        preprocessor = new Preprocessor(Contract, session.Inputs[0]);
        bool integer = session.Inputs[0].Type.IsCode();
        codes = new byte[integer ? preprocessor.Elements : 0];
        values = new float[integer ? 0 : preprocessor.Elements];
        logits = new byte[output.SizeBytes];
    }

    public InputContract Contract { get; }

    /// <summary>What logits are divided by before they become probabilities.</summary>
    public float Temperature { get; set; } = 1;

    /// <summary>The last output's bytes, as the model gives them: codes of an int8 model, floats of another.</summary>
    public ReadOnlySpan<byte> Logits => logits;

    /// <summary>The part of the last picture that the model saw.</summary>
    public PictureFit LastFit => preprocessor.LastFit;

    /// <summary>Stopwatch ticks of each step of the last run; empty if the session does not take them.</summary>
    public ReadOnlySpan<long> StepTicks => session.StepTicks;

    /// <summary>Crops, resizes and normalises.</summary>
    public void Prepare(ImageView picture)
    {
        if (codes.Length > 0)
            preprocessor.Prepare(picture, codes);
        else
            preprocessor.Prepare(picture, values);
    }

    /// <summary>Runs the network.</summary>
    public void Infer()
    {
        if (codes.Length > 0)
            session.Run<byte>(codes);
        else
            session.Run<float>(values);
    }

    /// <summary>Turns logits into probabilities, where the model gives logits, and picks the best; the first of equals.</summary>
    /// <exception cref="EdgeCnnException">The network gave NaN or ∞.</exception>
    public void Decide(Decision decision)
    {
        float[] p = decision.Probabilities;
        if (output.Type.IsCode())
        {
            session.CopyOutput<byte>(0, logits);
            LinearQuantization.Dequantize(logits, output.Quant!.Scale, output.Quant.ZeroPoint, output.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed, p);
        }
        else
        {
            session.CopyOutput<float>(0, p);
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(p.AsSpan()).CopyTo(logits);
        }

        probabilities.Apply(p, Temperature);
        int best = 0;
        bool finite = float.IsFinite(p[0]);
        for (int i = 1; i < p.Length; i++)
        {
            finite &= float.IsFinite(p[i]);
            if (p[i] > p[best])
                best = i;
        }

        if (!finite)
            throw new EdgeCnnException($"model '{session.Graph.Name}': its output holds NaN or infinity, so there is nothing to decide. Check its weights.");
        decision.Best = best;
    }
}
