using EdgeCnn.Bundles;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent;

/// <summary>What the board was given: a model file or a bundle.</summary>
/// <param name="Path">The file.</param>
/// <param name="Graph">The network in it.</param>
/// <param name="Identify">Reads the fingerprint of the model file, see <see cref="ModelFingerprint"/>; only few starts want it.</param>
internal sealed record AgentModel(string Path, NetworkGraph Graph, Func<string> Identify)
{
    /// <summary>The fingerprint of the model file.</summary>
    /// <exception cref="EdgeCnnException">The file cannot be read any more.</exception>
    public string Fingerprint => Identify();

    /// <summary>Reads the file.</summary>
    /// <exception cref="EdgeCnnException">The file is damaged.</exception>
    public static AgentModel Read(string path)
    {
        if (path.EndsWith(".ecnnb", StringComparison.OrdinalIgnoreCase))
        {
            ReadOnlyMemory<byte> model = Bundle.Open(path).Model;
            return new AgentModel(path, EcnnReader.Read(model), () => ModelFingerprint.Of(model.Span));
        }

        return new AgentModel(path, EcnnReader.Read(path), () => FingerprintOf(path));
    }

    /// <summary>Reads a model that classifies pictures and plans it.</summary>
    /// <exception cref="EdgeCnnException">The file is damaged, or its model has no input contract.</exception>
    public static InferenceSession Open(string path, SessionOptions options)
    {
        AgentModel model = Read(path);
        model.RequireContract();
        return InferenceSession.Create(model.Graph, options);
    }

    /// <summary>Refuses a model that cannot be run on pictures one by one.</summary>
    /// <exception cref="EdgeCnnException">It says nothing of pictures, or has another task.</exception>
    public void RequireContract()
    {
        if (Graph.Contract is not { } contract)
            throw new EdgeCnnException($"{Path}: holds no input contract; the agent runs models that say how they want their pictures. Give it one on the PC: edgecnn import MODEL.onnx --input-range 0..1 --labels FILE --out MODEL.ecnn.");
        if (contract.Task == ModelTask.Binary && contract.Labels.Length > 2)
            throw new EdgeCnnException($"{Path}: is a Binary model of {contract.Labels.Length} labels; expected one, or two of which one is right. Several labels of which any may be right are the task Multilabel.");
        int outputs = Graph.Tensor(Graph.Outputs[0]).Shape.Elements;
        if (outputs != contract.Labels.Length)
            throw new EdgeCnnException($"{Path}: {outputs} outputs for {contract.Labels.Length} labels; the agent runs one picture at a time.");
    }

    // The reader keeps no place of the fixed first bytes, which are all that is wanted here.
    private static string FingerprintOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] start = new byte[64];
            return ModelFingerprint.Of(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
