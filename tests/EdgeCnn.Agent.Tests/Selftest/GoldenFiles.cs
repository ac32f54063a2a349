using System.Runtime.InteropServices;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Agent.Tests.Selftest;

/// <summary>A float model of one dense layer with golden vectors that are worked out here, not by the project's kernels.</summary>
internal static class GoldenFiles
{
    /// <summary>Writes <paramref name="name"/>.ecnn and its vectors: picture [p, 0, 0, 0] has the logits [p + 1, −2].</summary>
    public static string Write(TestFolder folder, string name, int vectors = 3)
    {
        byte[] model = EcnnWriter.ToBytes(SmallGraph.Build([1, -2], [1, 0, 0, 0, 0, 0, 0, 0]));
        string path = folder.Put($"{name}.ecnn", model);
        float[] data = [.. Enumerable.Range(0, vectors).SelectMany(i => (float[])[i, 0, 0, 0, i + 1, -2])];
        var manifest = new GoldenManifest
        {
            Format = GoldenManifest.CurrentFormat,
            Model = Path.GetFileName(path),
            ModelSha256 = GoldenSet.Hash(model),
            Arithmetic = GoldenArithmetic.Float,
            Kernels = "portable",
            Seed = 0,
            Vectors = vectors,
            Inputs = [GoldenTensor.Of(new TensorInfo("picture", DataType.Float32, new Shape(1, 2, 2, 1)))],
            Outputs = [GoldenTensor.Of(new TensorInfo("logits", DataType.Float32, new Shape(1, 2)))],
            Data = "",
            DataSha256 = "",
        };
        return GoldenSet.Write(path, manifest, MemoryMarshal.AsBytes(data.AsSpan()).ToArray());
    }

    /// <summary>Changes one byte of a file.</summary>
    public static void Bend(string path, int at, byte mask)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[at] ^= mask;
        File.WriteAllBytes(path, bytes);
    }
}
