using EdgeCnn.Cli.Pictures;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Runtime;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Cli.Runs;

/// <summary>Runs a model as a board does, one picture after another, and judges it by its task.</summary>
internal static class ModelTest
{
    // As small a probability as a float of 24 bits tells from 1.
    private const float Least = 1e-7f;

    /// <summary>What the model gives for the pictures of a set that can be read, as logits: of a model that ends in Softmax or Sigmoid, what these were made of.</summary>
    /// <param name="graph">A model with a contract and one output a label.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="kernels">A kernel set; null for the best.</param>
    public static Predictions Predict(NetworkGraph graph, IDataset data, CommandOutput output, CancellationToken cancellation, string? kernels = null)
    {
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = kernels });
        var input = new PictureInput(graph.Contract!, session.Inputs[0]);
        data.GoOnAnyway();
        var reals = new OutputReals(session);
        int width = session.Outputs[0].Shape.Elements;
        float[] outputs = new float[data.Count * width], targets = new float[data.Count * width];
        output.Progress("testing", data.Count, show =>
        {
            for (int i = 0; i < data.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                show(i + 1, "");
                if (!data.TryPicture(i, out ImageView picture, out string? _))
                {
                    targets[i * width] = float.NaN;
                    continue;
                }

                foreach (int label in data.LabelsOf(i))
                    targets[(i * width) + label] = 1;
                input.Prepare(picture);
                session.SetInputBytes(0, input.Bytes);
                session.Run();
                Span<float> own = outputs.AsSpan(i * width, width);
                reals.CopyTo(own);
                if (session.Graph.EndsInSoftmax || session.Graph.EndsInSigmoid)
                    Logits(own, session.Graph.EndsInSigmoid);
            }
        });
        return new Predictions(outputs, targets, width);
    }

    // Softmax and its inverse leave a constant open, which nothing depends on.
    private static void Logits(Span<float> probabilities, bool sigmoid)
    {
        foreach (ref float value in probabilities)
        {
            float p = Math.Clamp(value, Least, 1 - Least);
            value = MathF.Log(sigmoid ? p / (1 - p) : p);
        }
    }
}
