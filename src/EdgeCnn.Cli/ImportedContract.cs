using EdgeCnn.Graph;

namespace EdgeCnn.Cli;

/// <summary>Gives a model of others what it needs to run on pictures: how it wants them, and what its outputs are called.</summary>
internal static class ImportedContract
{
    private const int MostLabels = 100_000;

    /// <summary>The model with a contract, if the user says one.</summary>
    /// <param name="model">The model's file.</param>
    /// <param name="graph">What was read of it.</param>
    /// <param name="scaling">What the user says of its input.</param>
    /// <param name="labels">The file with the names of its outputs, or null.</param>
    /// <exception cref="EdgeCnnException">Only half of it is said, the model says it itself, or it does not fit.</exception>
    public static NetworkGraph Give(string model, NetworkGraph graph, InputScaling scaling, string? labels)
    {
        if (labels is null)
            return scaling == new InputScaling(null, null, null) ? graph : throw new EdgeCnnException("--input-range, --mean, --std and --crop: name the outputs too, with --labels FILE.", ExitCode.Usage);
        if (graph.Contract is not null)
            throw new EdgeCnnException($"{model}: says itself what its outputs are called; leave --labels out.", ExitCode.Usage);
        if (graph.Inputs.Length != 1 || graph.Outputs.Length != 1)
            throw new EdgeCnnException($"{model}: has {graph.Inputs.Length} inputs and {graph.Outputs.Length} outputs; expected one picture and one row of classes.");
        string[] names = Read(labels);
        int outputs = graph.Tensor(graph.Outputs[0]).Shape.Elements;
        if (names.Length != outputs)
            throw new EdgeCnnException($"{labels}: expected {outputs} names, one for each output of {model}; got {names.Length}.");
        return graph with { Contract = scaling.Contract(model, null, graph.Tensor(graph.Inputs[0]), names) };
    }

    private static string[] Read(string path)
    {
        try
        {
            string[] lines = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Take(MostLabels + 1)];
            return lines.Length <= MostLabels ? lines : throw new EdgeCnnException($"{path}: has more than {MostLabels:N0} lines; expected a name for each output.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
