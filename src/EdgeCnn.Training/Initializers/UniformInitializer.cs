namespace EdgeCnn.Training.Initializers;

internal sealed class UniformInitializer(Func<int, int, double> limit) : Initializer
{
    public override void Fill(Span<float> weights, SeededRandom random, int fanIn, int fanOut)
    {
        double bound = limit(fanIn, fanOut);
        foreach (ref float weight in weights)
            weight = (float)(((2 * random.NextDouble()) - 1) * bound);
    }
}
