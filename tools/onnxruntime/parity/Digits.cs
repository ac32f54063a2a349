using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Tools.Parity;

/// <summary>Test digits as an integer model takes them.</summary>
internal static class Digits
{
    /// <summary>Each digit as real numbers and as codes, prepared apart from each other.</summary>
    public static (float[][] Floats, byte[][] Codes) Prepare(NetworkGraph graph, string folder, int count)
    {
        IdxDataset test = IdxDataset.Load(folder, train: false);
        if (count > test.Count)
            throw new ArgumentException($"{folder} has {test.Count} test digits, {count} are asked for.");
        TensorInfo input = graph.Tensor(graph.Inputs[0]);
        var toFloats = new Preprocessor(graph.Contract!, new TensorInfo(input.Name, DataType.Float32, input.Shape));
        var toCodes = new Preprocessor(graph.Contract!, input);
        float[][] floats = [.. Enumerable.Range(0, count).Select(_ => new float[toFloats.Elements])];
        byte[][] codes = [.. Enumerable.Range(0, count).Select(_ => new byte[toCodes.Elements])];
        for (int i = 0; i < count; i++)
        {
            toFloats.Prepare(test.Picture(i), floats[i].AsSpan());
            toCodes.Prepare(test.Picture(i), codes[i].AsSpan());
        }

        return (floats, codes);
    }
}
