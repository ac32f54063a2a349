using EdgeCnn.Bundles;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent;

/// <summary>Opens what the board was given: a model file or a bundle.</summary>
internal static class AgentModel
{
    /// <exception cref="EdgeCnnException">The file is damaged, or its model has no input contract.</exception>
    public static InferenceSession Open(string path, SessionOptions options)
    {
        InferenceSession session = path.EndsWith(".ecnnb", StringComparison.OrdinalIgnoreCase)
            ? InferenceSession.Load(Bundle.Open(path).Model, options)
            : InferenceSession.Load(path, options);
        if (session.Contract is not { Task: ModelTask.Multiclass } contract)
            throw new EdgeCnnException($"{path}: {(session.Contract is null ? "holds no input contract" : $"is a {session.Contract.Task} model")}; the agent runs multiclass models that say how they want their pictures.");
        int outputs = session.Outputs[0].Shape.Elements;
        return outputs == contract.Labels.Length
            ? session
            : throw new EdgeCnnException($"{path}: {outputs} outputs for {contract.Labels.Length} labels; the agent runs one picture at a time.");
    }
}
