using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Import;

namespace EdgeCnn.Cli.Runs;

/// <summary>A model's file as a network whose layers can be looked into.</summary>
internal static class FloatModel
{
    /// <exception cref="EdgeCnnException">It is quantized, or has a node that is no layer.</exception>
    public static Network Network(string path, NetworkGraph graph) => graph.Tensors.Values.Any(tensor => tensor.Type.IsCode())
        ? throw new EdgeCnnException($"{path}: is quantized; expected a float model, as 'edgecnn train' writes model.ecnn. Take the one that it was made of.")
        : GraphImport.ToNetwork(graph);
}
