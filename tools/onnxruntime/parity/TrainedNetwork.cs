using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.Tools.Parity;

/// <summary>Networks of the training host after some steps on random pictures, so that weights and moving statistics are no longer as at the start.</summary>
internal static class TrainedNetwork
{
    private const int Batch = 12;
    private const int Steps = 6;

    /// <summary>Name, rows and columns, factor of the channels.</summary>
    public static IReadOnlyList<(string Name, int Side, double Width)> Kinds { get; } =
    [
        ("mlp", 28, 1), ("mnist-cnn", 28, 1), ("lenet5", 28, 1), ("cifar-seed", 32, 1), ("cifar-improved", 32, 1), ("resnet8", 32, 1), ("mobilenet-small", 32, 1),
        ("resnet18", 64, 1), ("inception-v1", 64, 1), ("mobilenetv1", 96, 0.25), ("mobilenetv2", 64, 0.35),
    ];

    /// <summary>The float graph, pictures and what the trainer itself makes of them.</summary>
    public static (NetworkGraph Graph, float[][] Inputs, float[] Logits) Make(string name, int side, double width)
    {
        var architecture = ArchitectureTable.Find(name);
        var input = new Shape(side, side, architecture.Input[2]);
        Network network = architecture.Create(input, 10, seed: 1, new ArchitectureOptions { Width = width });
        var random = new SeededRandom(5);
        float[][] pictures = [.. Enumerable.Range(0, Batch).Select(_ => (float[])[.. Enumerable.Range(0, input.Elements).Select(_ => (float)random.NextNormal())])];
        void Fill(int first, int count, Span<float> images)
        {
            for (int i = 0; i < count; i++)
                pictures[first + i].CopyTo(images[(i * input.Elements)..]);
        }

        using var crew = new Crew(0);
        var optimizer = new Adam { LearningRate = 1e-3f };
        var loss = new SoftmaxCrossEntropy();
        float[] targets = new float[Batch * 10];
        for (int i = 0; i < Batch; i++)
            targets[(i * 10) + (i % 10)] = 1;
        var executor = new NetworkExecutor(network, crew, Batch, training: true);
        for (int step = 0; step < Steps; step++)
        {
            executor.Train(Fill, (first, count, outputs, gradient) => loss.Compute(outputs, targets.AsSpan(first * 10, count * 10), 10, 1f / Batch, gradient), Batch, step);
            optimizer.Step(network.Parameters, crew);
        }

        float[] logits = new float[targets.Length];
        new NetworkExecutor(network, crew, Batch, training: false).Predict(Fill, (first, outputs) => outputs.Span.CopyTo(logits.AsSpan(first * 10)), Batch);
        var contract = new InputContract
        {
            Height = side,
            Width = side,
            Color = input[2] == 3 ? ColorOrder.Rgb : ColorOrder.Gray,
            Mean = [.. Enumerable.Repeat(0f, input[2])],
            Std = [.. Enumerable.Repeat(1f, input[2])],
            Labels = [.. Enumerable.Range(0, 10).Select(i => $"{i}")],
        };
        return (GraphExport.ToGraph(network, contract), pictures, logits);
    }
}
