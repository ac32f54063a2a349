using EdgeCnn.Graph;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

/// <summary>Compares a layer's derivatives with differences of its values.</summary>
/// <remarks>
/// The loss is Σ g·y with random g, so dy = g. Central differences with a step that floats can carry; the bound is relative
/// to the larger of both values and of the layer's typical gradient.
/// </remarks>
internal static class GradientCheck
{
    private const float Step = 1e-2f;
    private const double Tolerance = 2e-2;

    public static void Run(Layer layer, Shape input, int batch, int seed, float[]? x = null)
    {
        var random = new Random(seed);
        layer.Build(input, new SeededRandom(seed));
        float[] Floats(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        x ??= Floats(batch * input.Elements);
        float[] y = new float[batch * layer.Output.Elements], g = Floats(y.Length), dx = Floats(x.Length);
        foreach (Parameter parameter in layer.Parameters)
        {
            Floats(parameter.Value.Length).CopyTo(parameter.Value, 0);
            // Backward replaces gradients; what was there before must not matter.
            Array.Fill(parameter.Gradient, float.NaN);
        }

        var slices = new Slices(2);
        layer.Forward(x, y, batch, slices);
        layer.Backward(x, y, g, dx, batch, slices);

        double Loss()
        {
            layer.Forward(x, y, batch, slices);
            return y.Zip(g, (a, b) => (double)a * b).Sum();
        }

        Compare($"{layer.Name} dx", x, dx, Loss, random);
        foreach (Parameter parameter in layer.Parameters)
            Compare(parameter.Name, parameter.Value, parameter.Gradient, Loss, random);
    }

    private static void Compare(string what, float[] values, float[] gradient, Func<double> loss, Random random)
    {
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
                Assert.Fail($"{what}[{i}]: differences give {expected}, backward gives {gradient[i]}.");
        }
    }
}
