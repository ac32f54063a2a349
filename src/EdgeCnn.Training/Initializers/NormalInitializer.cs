namespace EdgeCnn.Training.Initializers;

internal sealed class NormalInitializer(Func<int, int, double> deviation) : Initializer
{
    public override void Fill(Span<float> weights, SeededRandom random, int fanIn, int fanOut)
    {
        double sigma = deviation(fanIn, fanOut);
        foreach (ref float weight in weights)
            weight = (float)(random.NextNormal() * sigma);
    }
}
