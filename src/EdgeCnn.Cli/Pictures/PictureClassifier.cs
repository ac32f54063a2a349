using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Pictures;

/// <summary>From a picture to the likeliest classes.</summary>
internal sealed class PictureClassifier
{
    private readonly InferenceSession session;
    private readonly InputContract contract;
    private readonly PictureInput input;
    private readonly OutputReals reals;
    private readonly float[] probabilities;
    private readonly bool excludes;

    /// <exception cref="EdgeCnnException">The model is no classifier of pictures.</exception>
    public PictureClassifier(string model, InferenceSession session, InputContract contract)
    {
        TensorInfo output = session.Outputs[0];
        if (session.Inputs.Length != 1 || output.Shape.Elements != contract.Labels.Length || (contract.Task == ModelTask.Binary && contract.Labels.Length > 2))
            throw new EdgeCnnException($"{model}: a {contract.Task} model with {session.Inputs.Length} inputs and {output} for {contract.Labels.Length} labels; pictures are classified by a model with one input and one output for each label, at most two for Binary. Use --tensor.");
        if (output.Type == DataType.Int32 || (output.Type.IsCode() && output.Quant is null))
            throw new EdgeCnnException($"{model}: the output {output} has no scale, so it gives no probabilities. Use --tensor.");
        this.session = session;
        this.contract = contract;
        input = new PictureInput(contract, session.Inputs[0]);
        reals = new OutputReals(session);
        probabilities = new float[output.Shape.Elements];
        // The agent's rule: one softmax where exactly one class is right, a sigmoid for each label that may be right by itself.
        excludes = contract.Task == ModelTask.Multiclass || (contract.Task == ModelTask.Binary && contract.Labels.Length == 2);
        GivesProbabilities = excludes ? session.Graph.EndsInSoftmax : session.Graph.EndsInSigmoid;
    }

    /// <summary>True if the model ends in a Softmax, or in a Sigmoid where labels do not exclude each other; none is added then.</summary>
    public bool GivesProbabilities { get; }

    /// <summary>Classifies a picture.</summary>
    /// <returns>The likeliest classes, best first; of equals the first.</returns>
    public IReadOnlyList<ClassShare> Classify(ImageView picture, int top)
    {
        input.Prepare(picture);
        session.SetInputBytes(0, input.Bytes);
        session.Run();
        reals.CopyTo(probabilities);
        if (!Array.TrueForAll(probabilities, float.IsFinite))
            throw new EdgeCnnException($"the model gave NaN or ∞ for '{session.Outputs[0].Name}'; its weights or the picture's scaling are wrong.");
        if (!GivesProbabilities && excludes)
            Softmax.Run(probabilities, probabilities);
        for (int i = 0; i < probabilities.Length && !GivesProbabilities && !excludes; i++)
            probabilities[i] = (float)ElementaryFunctions.Sigmoid(probabilities[i]);
        return [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).Take(top).Select(i => new ClassShare(contract.Labels[i], probabilities[i]))];
    }
}

/// <summary>A class and how likely it is.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Probability">0..1.</param>
internal sealed record ClassShare(string Label, float Probability);
