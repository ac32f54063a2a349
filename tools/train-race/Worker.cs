using System.Diagnostics;
using EdgeCnn.Training;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.TrainRace;

/// <summary>Our side, in a process of its own: tells its parameters, then trains as many steps as each line of input says and tells the seconds.</summary>
internal static class Worker
{
    /// <summary>Pictures of a batch.</summary>
    public static int Batch(string model) => model == "resnet8" ? 64 : 256;

    public static int Run(string model, int threads)
    {
        const int classes = 10;
        Network network = ArchitectureTable.Find(model).Create();
        int batch = Batch(model), elements = network.Input.Elements;
        using var crew = new Crew(threads);
        var executor = new NetworkExecutor(network, crew, batch, training: true);
        var optimizer = new Adam();
        var loss = new SoftmaxCrossEntropy();
        var random = new SeededRandom(1);
        float[] images = [.. Enumerable.Range(0, batch * elements).Select(_ => (float)random.NextNormal())], targets = new float[batch * classes];
        for (int i = 0; i < batch; i++)
            targets[(i * classes) + random.NextInt(classes)] = 1;
        Console.WriteLine(network.ParameterCount);
        for (long step = 0; Console.ReadLine() is { } line;)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = int.Parse(line); i > 0; i--, step++)
            {
                executor.Train(
                    (first, count, to) => images.AsSpan(first * elements, count * elements).CopyTo(to),
                    (first, count, outputs, gradient) => loss.Compute(outputs, targets.AsSpan(first * classes, count * classes), classes, 1f / batch, gradient),
                    batch,
                    step);
                optimizer.Step(network.Parameters, crew);
            }

            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
