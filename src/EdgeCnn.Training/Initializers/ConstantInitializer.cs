namespace EdgeCnn.Training.Initializers;

internal sealed class ConstantInitializer(float value) : Initializer
{
    public override void Fill(Span<float> weights, SeededRandom random, int fanIn, int fanOut) => weights.Fill(value);
}
