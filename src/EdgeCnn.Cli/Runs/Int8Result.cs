using EdgeCnn.Cli.Quantizing;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Cli.Runs;

/// <summary>The int8 model that a run made of its float model.</summary>
/// <param name="Model">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Samples">Training pictures that it was calibrated with.</param>
/// <param name="Metrics">The figures of its task on the test pictures.</param>
internal sealed record Int8Result(string Model, long Bytes, int Samples, TestMetrics Metrics)
{
    /// <summary>Quantizes a trained model as <c>edgecnn quantize</c> does, writes it and tests it.</summary>
    /// <param name="graph">The float model.</param>
    /// <param name="data">Whose training pictures calibrate, and whose test pictures judge.</param>
    /// <param name="tree">The tree of the labels, if they are one.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Int8Result Make(NetworkGraph graph, RunData data, LabelTree? tree, string path, CommandOutput output, CancellationToken cancellation)
    {
        var (quantized, samples) = CalibratedModel.Make(graph, data.Training, CalibratedModel.UsualSamples, 1, count => data.LearnsFromAll ? CalibratedModel.Command(data.Named, count, 1) : $"edgecnn train --quantize, with {count} of its training pictures", output, cancellation);
        EcnnWriter.Write(quantized, path);
        Predictions predictions = ModelTest.Predict(quantized, data.Test, output, cancellation);
        return new Int8Result(path, new FileInfo(path).Length, samples, TestMetrics.Of(quantized.Contract!, predictions, tree));
    }
}
