using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Tools.Parity;

/// <summary>The pictures beside a committed model as its float form takes them.</summary>
internal static class Samples
{
    public static float[][] Prepare(NetworkGraph graph, string folder)
    {
        IDataset samples = NamedData.Parse($"folder:{folder}").Open(train: false);
        var preprocessor = new Preprocessor(graph.Contract!, graph.Tensor(graph.Inputs[0]));
        float[][] inputs = [.. Enumerable.Range(0, samples.Count).Select(_ => new float[preprocessor.Elements])];
        for (int i = 0; i < inputs.Length; i++)
            preprocessor.Prepare(samples.Picture(i), inputs[i].AsSpan());
        return inputs;
    }
}
