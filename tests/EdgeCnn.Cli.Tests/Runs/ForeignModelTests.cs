using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Import;
using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Cli.Tests.Runs;

/// <summary>Models of other programs as networks that can be trained: they give what a session gives.</summary>
public sealed class ForeignModelTests
{
    [SharedDataTheory("perf-models")]
    [InlineData("mycnn_mnist_fp32")]
    [InlineData("mobilenetv1_025_96_fp32")]
    [InlineData("mobilenetv2_224_fp32")]
    [InlineData("squeezenet11_224_fp32")]
    public void ToNetwork_OnnxOfOthers_GivesTheSessionsOutputs(string name)
    {
        NetworkGraph graph = ModelFile.Open(Path.Combine(TestData.Shared("perf-models"), name, "model.onnx"));
        Shape input = graph.Tensor(graph.Inputs[0]).Shape;
        var data = new TwoPictures(input[1], input[3], graph.Tensor(graph.Outputs[0]).Shape.Elements);
        var contract = new InputContract
        {
            Height = input[1],
            Width = input[2],
            Color = input[3] == 1 ? ColorOrder.Gray : ColorOrder.Rgb,
            Mean = [.. Enumerable.Repeat(0.5f, input[3])],
            Std = [.. Enumerable.Repeat(0.25f, input[3])],
            Labels = [.. data.Labels],
        };
        Predictions expected = ModelTest.Predict(graph with { Contract = contract }, data, new CommandOutput(json: true), CancellationToken.None);
        Predictions got = Evaluator.Predict(GraphImport.ToNetwork(graph), contract, data, 1);
        for (int picture = 0; picture < data.Count; picture++)
        {
            // Logits of a softmax are known but for a constant.
            float[] own = [.. graph.EndsInSoftmax ? got.Probabilities(picture) : got.Output(picture)], other = [.. graph.EndsInSoftmax ? expected.Probabilities(picture) : expected.Output(picture)];
            float range = Math.Max(1e-3f, other.Max(Math.Abs));
            for (int i = 0; i < expected.Width; i++)
                Assert.Equal(other[i], own[i], 1e-3f * range);
        }
    }

    private sealed class TwoPictures : IDataset
    {
        private readonly byte[] pixels;
        private readonly int side, channels;

        public TwoPictures(int side, int channels, int classes)
        {
            (this.side, this.channels) = (side, channels);
            Labels = [.. Enumerable.Range(0, classes).Select(i => $"{i}")];
            pixels = new byte[Count * side * side * channels];
            new Random(3).NextBytes(pixels);
        }

        public int Count => 2;

        public IReadOnlyList<string> Labels { get; }

        public ImageView Picture(int index)
        {
            int length = side * side * channels;
            return new ImageView(pixels.AsSpan(index * length, length), side, side, side * channels, channels == 1 ? PixelFormat.Gray8 : PixelFormat.Rgb24);
        }

        public int Label(int index) => index;
    }
}
