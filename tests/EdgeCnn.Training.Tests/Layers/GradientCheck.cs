using EdgeCnn.Graph;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

/// <summary>Compares derivatives with differences of values, for parameters and inputs, in a whole batch of several lanes and blocks.</summary>
/// <remarks>
/// The loss is Σ g·y with random g, so dy = g. Central differences with a step that floats can carry; the bound is relative
/// to the larger of both values and of the typical gradient.
/// </remarks>
internal static class GradientCheck
{
    private const float Step = 1e-2f;
    private const double Tolerance = 2e-2;

    /// <summary>Checks one layer with one input.</summary>
    public static void Run(Layer layer, Shape input, int batch, int seed, float[]? x = null) =>
        Run(net => net.Add(layer, net.Add(new VariableLayer("x", input, batch))), batch, seed, x);

    /// <summary>Checks whatever is built.</summary>
    /// <param name="build">Adds layers; its pictures come from <see cref="VariableLayer"/>.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="seed">Of weights, inputs and g.</param>
    /// <param name="x">Values of the first variable, if random ones will not do.</param>
    public static void Run(Action<NetworkBuilder> build, int batch, int seed, float[]? x = null)
    {
        var builder = new NetworkBuilder("check", new Shape(1), seed);
        build(builder);
        Network network = builder.Build();
        var random = new Random(seed);
        float[] Floats(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        foreach (Parameter parameter in network.Parameters)
        {
            Floats(parameter.Value.Length).CopyTo(parameter.Value, 0);
            // Gradients are replaced; what was there before must not matter.
            Array.Fill(parameter.Gradient, float.NaN);
        }

        x?.CopyTo(network.Parameters[0].Value, 0);
        int outputs = network.Output.Elements;
        float[] g = Floats(batch * outputs);
        using var crew = new Crew(2);
        var executor = new NetworkExecutor(network, crew, batch, training: true);
        double Loss() => executor.Train(
            (_, _, images) => images.Clear(),
            (first, count, y, dy) =>
            {
                double sum = 0;
                for (int i = 0; i < count * outputs; i++)
                {
                    dy[i] = g[(first * outputs) + i];
                    sum += (double)y[i] * dy[i];
                }

                return new LossSum(sum, 0, count);
            },
            batch,
            step: 3).Loss;

        Loss();
        float[][] gradients = [.. network.Parameters.Select(parameter => parameter.Gradient.ToArray())];
        foreach (var (parameter, gradient) in network.Parameters.Zip(gradients).Where(pair => pair.First.IsTrainable))
            Compare(parameter, gradient, Loss, random);
    }

    private static void Compare(Parameter parameter, float[] gradient, Func<double> loss, Random random)
    {
        float[] values = parameter.Value;
        double typical = Math.Sqrt(gradient.Average(d => (double)d * d)) + 1e-3;
        // All of a small tensor, a sample of a large one.
        for (int i = 0; i < values.Length; i += values.Length <= 200 ? 1 : 1 + random.Next(values.Length / 50))
        {
            float kept = values[i];
            values[i] = kept + Step;
            double up = loss();
            values[i] = kept - Step;
            double down = loss();
            values[i] = kept;
            double expected = (up - down) / (2 * Step), scale = Math.Max(Math.Max(Math.Abs(expected), Math.Abs(gradient[i])), typical);
            if (!(Math.Abs(expected - gradient[i]) <= Tolerance * scale))
                Assert.Fail($"{parameter.Name}[{i}]: differences give {expected}, backward gives {gradient[i]}.");
        }
    }
}
