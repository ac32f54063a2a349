using EdgeCnn.Bundles.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Golden;

/// <summary>Makes golden vectors of a model file: random inputs, and what the portable kernels, which specify all others, make of them.</summary>
internal static class GoldenMaker
{
    /// <summary>Computes vectors; nothing is written.</summary>
    /// <param name="model">The bytes of the .ecnn file.</param>
    /// <param name="modelPath">Where they go.</param>
    /// <param name="count">Vectors.</param>
    /// <param name="seed">Decides the inputs.</param>
    /// <param name="show">Gets the vectors done so far.</param>
    /// <param name="cancellation">Asked before each vector.</param>
    /// <exception cref="EdgeCnnException">The model cannot be run, or takes inputs that cannot be drawn.</exception>
    public static (GoldenManifest Manifest, byte[] Data) Make(ReadOnlyMemory<byte> model, string modelPath, int count, long seed, Action<int> show, CancellationToken cancellation)
    {
        // From the file's bytes, so that the vectors are of what a board reads and not of what was in memory.
        NetworkGraph graph = EcnnReader.Read(model, modelPath);
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = KernelSets.Portable.Name, EqualBits = true });
        var inputs = new RandomInputs(graph, seed);
        long vectorBytes = session.Inputs.Concat(session.Outputs).Sum(tensor => (long)tensor.SizeBytes);
        if (vectorBytes * count > int.MaxValue)
            throw new EdgeCnnException($"--golden {count}: the vectors would have {vectorBytes * count} bytes, at most {int.MaxValue} are written. Ask for fewer.", ExitCode.Usage);
        byte[] data = new byte[vectorBytes * count];
        for (int vector = 0, at = 0; vector < count; vector++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < session.Inputs.Length; at += session.Inputs[i++].SizeBytes)
            {
                Span<byte> input = data.AsSpan(at, session.Inputs[i].SizeBytes);
                inputs.Fill(i, input);
                session.SetInputBytes(i, input);
            }

            session.Run();
            for (int i = 0; i < session.Outputs.Length; at += session.Outputs[i++].SizeBytes)
                session.CopyOutputBytes(i, data.AsSpan(at, session.Outputs[i].SizeBytes));
            show(vector + 1);
        }

        return (new GoldenManifest
        {
            Format = GoldenManifest.CurrentFormat,
            Model = Path.GetFileName(modelPath),
            ModelSha256 = GoldenSet.Hash(model.Span),
            Arithmetic = ArithmeticOf(graph),
            Kernels = session.Kernels,
            Seed = seed,
            Vectors = count,
            Inputs = [.. session.Inputs.Select(GoldenTensor.Of)],
            Outputs = [.. session.Outputs.Select(GoldenTensor.Of)],
            Data = "",
            DataSha256 = "",
        }, data);
    }

    /// <summary>Computes vectors under a progress bar.</summary>
    /// <returns>Null if none were asked for.</returns>
    /// <inheritdoc cref="Make"/>
    public static (GoldenManifest Manifest, byte[] Data)? MakeIfAsked(ReadOnlyMemory<byte> model, string modelPath, int count, long seed, CommandOutput output, CancellationToken cancellation)
    {
        (GoldenManifest Manifest, byte[] Data)? made = null;
        if (count > 0)
            output.Progress("golden vectors", count, show => made = Make(model, modelPath, count, seed, done => show(done, ""), cancellation));
        return made;
    }

    private static GoldenArithmetic ArithmeticOf(NetworkGraph graph) =>
        graph.Nodes.Any(node => node.MultiplyAdds(graph.InputsOf(node), graph.Tensor(node.Output)) > 0 && graph.Tensor(node.Inputs[0]).Type == DataType.Float32)
            ? GoldenArithmetic.Float
            : GoldenArithmetic.Int8;
}
