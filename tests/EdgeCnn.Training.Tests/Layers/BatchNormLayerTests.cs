using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

public sealed class BatchNormLayerTests
{
    private const int Batch = 21;
    private const int Channels = 11;

    [Fact]
    public void Train_Batch_IsNormalisedByItsOwnMeanAndVariance()
    {
        float[] outputs = new float[Batch * 6 * Channels];
        Train(new BatchNormLayer("norm") { Epsilon = 1e-5f }, outputs);
        for (int c = 0; c < Channels; c++)
        {
            double[] values = [.. Channel(outputs, c)];
            double mean = values.Average();
            Assert.Equal(0, mean, 1e-5);
            Assert.Equal(1, values.Average(v => (v - mean) * (v - mean)), 1e-3);
        }
    }

    [Fact]
    public void Train_OneBatch_MovesTheStatisticsByTheirShareWithTheUnbiasedVariance()
    {
        var layer = new BatchNormLayer("norm") { Momentum = 0.75f };
        float[] inputs = Train(layer, new float[Batch * 6 * Channels]);
        for (int c = 0; c < Channels; c++)
        {
            double[] values = [.. Channel(inputs, c)];
            double mean = values.Average(), variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
            Assert.Equal(0.25 * mean, layer.Statistics[0].Value[c], 1e-4);
            Assert.Equal(0.75 + (0.25 * variance), layer.Statistics[1].Value[c], 1e-4 * variance);
        }
    }

    [Fact]
    public void Predict_AfterTraining_TakesTheMovingStatistics()
    {
        var builder = new NetworkBuilder("net", new Shape(2, 3, Channels), 1);
        var layer = new BatchNormLayer("norm") { Epsilon = 1e-3f };
        builder.Add(layer);
        Network network = builder.Build();
        for (int c = 0; c < Channels; c++)
        {
            (layer.Statistics[0].Value[c], layer.Statistics[1].Value[c]) = (c, c + 1);
            (layer.Parameters[0].Value[c], layer.Parameters[1].Value[c]) = (2, -1);
        }

        using var crew = new Crew(2);
        new NetworkExecutor(network, crew, 3, training: false).Predict((_, _, images) => images.Fill(5), (_, outputs) =>
        {
            for (int i = 0; i < outputs.Length; i++)
                Assert.Equal((2 * (5 - (i % Channels)) / Math.Sqrt((i % Channels) + 1 + 1e-3)) - 1, outputs.Span[i], 1e-4);
        }, 3);
    }

    [Fact]
    public void Train_Frozen_KeepsItsStatisticsAndWorksAsOnTheBoard()
    {
        var layer = new BatchNormLayer("norm") { Epsilon = 1e-3f, Activation = ActivationKind.Relu6 };
        var builder = new NetworkBuilder("net", new Shape(1), 1);
        var variable = new VariableLayer("x", new Shape(2, 3, Channels), Batch);
        builder.Add(variable);
        builder.Add(layer);
        Network network = builder.Build();
        var random = new Random(5);
        float[] x = variable.Parameters[0].Value, dy = new float[x.Length], y = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
            (x[i], dy[i]) = ((random.NextSingle() * 20) - 5, random.NextSingle() - 0.5f);
        for (int c = 0; c < Channels; c++)
        {
            (layer.Statistics[0].Value[c], layer.Statistics[1].Value[c]) = (c % 3, c + 1);
            (layer.Parameters[0].Value[c], layer.Parameters[1].Value[c]) = (2 - (c % 4), 0.5f);
        }

        foreach (Parameter parameter in layer.Parameters)
            parameter.IsTrainable = false;
        using var crew = new Crew(2);
        new NetworkExecutor(network, crew, Batch, training: true).Train(
            (_, _, images) => images.Clear(),
            (first, count, output, gradient) =>
            {
                int at = first * 6 * Channels;
                output.CopyTo(y.AsSpan(at));
                dy.AsSpan(at, count * 6 * Channels).CopyTo(gradient);
                return default;
            },
            Batch,
            0);
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % Channels;
            double scale = (2 - (c % 4)) / Math.Sqrt(c + 1 + 1e-3), line = (scale * (x[i] - (c % 3))) + 0.5;
            Assert.Equal(Math.Clamp(line, 0, 6), y[i], 1e-5);
            Assert.Equal(line is > 0 and < 6 ? scale * dy[i] : 0, variable.Parameters[0].Gradient[i], 1e-5);
        }

        Assert.Equal(Enumerable.Range(0, Channels).Select(c => (float)(c + 1)), layer.Statistics[1].Value);
        Assert.All(layer.Parameters, parameter => Assert.All(parameter.Gradient, value => Assert.Equal(0f, value)));
    }

    // Trains one batch; gives the inputs and fills the outputs.
    private static float[] Train(BatchNormLayer layer, float[] outputs)
    {
        var builder = new NetworkBuilder("net", new Shape(1), 1);
        var variable = new VariableLayer("x", new Shape(2, 3, Channels), Batch);
        builder.Add(variable);
        builder.Add(layer);
        var random = new SeededRandom(4);
        float[] inputs = variable.Parameters[0].Value;
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)((random.NextNormal() * (1 + (i % Channels))) + 10);
        using var crew = new Crew(2);
        new NetworkExecutor(builder.Build(), crew, Batch, training: true).Train(
            (_, _, images) => images.Clear(),
            (first, _, y, dy) =>
            {
                y.CopyTo(outputs.AsSpan(first * 6 * Channels));
                dy.Clear();
                return default;
            },
            Batch,
            0);
        return inputs;
    }

    private static IEnumerable<double> Channel(float[] values, int c) => values.Where((_, i) => i % Channels == c).Select(v => (double)v);
}
