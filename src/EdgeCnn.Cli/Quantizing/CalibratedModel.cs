using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Quantization;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Quantizing;

/// <summary>An int8 model made of a float one with training pictures to calibrate by.</summary>
/// <param name="Graph">The int8 model.</param>
/// <param name="Samples">Pictures that it was calibrated with.</param>
internal sealed record CalibratedModel(NetworkGraph Graph, int Samples)
{
    /// <summary>Pictures to calibrate with, unless said.</summary>
    public const int UsualSamples = 1000;

    /// <summary>The command that quantizes with the training part of some data.</summary>
    public static string Command(NamedData data, int samples, int seed) => string.Create(CultureInfo.InvariantCulture, $"edgecnn quantize MODEL --calibrate {data.Kind}:DIR --samples {samples} --seed {seed}");

    /// <summary>Quantizes.</summary>
    /// <param name="graph">The float model, with its input contract.</param>
    /// <param name="data">Training pictures to draw from.</param>
    /// <param name="samples">The most pictures to draw.</param>
    /// <param name="seed">Decides which ones.</param>
    /// <param name="command">What the model says it was made by, with so many pictures.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EdgeCnnException">The data cannot be read, or an operation has no integer rule.</exception>
    public static CalibratedModel Make(NetworkGraph graph, IDataset data, int samples, int seed, Func<int, string> command, CommandOutput output, CancellationToken cancellation)
    {
        var quantizer = new Quantizer(graph);
        var preprocessor = new Preprocessor(graph.Contract!, graph.Tensor(graph.Inputs[0]));
        float[] input = new float[preprocessor.Elements];
        int[] order = [.. Enumerable.Range(0, data.Count)];
        new SeededRandom(seed).Shuffle(order);
        int count = Math.Min(samples, data.Count), read = 0;
        output.Progress("calibrating", count, show =>
        {
            for (int i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                show(i + 1, "");
                if (!data.TryPicture(order[i], out ImageView picture, out string? _))
                    continue;
                preprocessor.Prepare(picture, input);
                quantizer.Calibrate(input);
                read++;
            }
        });
        NetworkGraph quantized = quantizer.Quantize();
        return new CalibratedModel(quantized with { Provenance = quantized.Provenance.SetItem("quantize.command", command(count)) }, read);
    }
}
