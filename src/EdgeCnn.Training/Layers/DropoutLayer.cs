using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>While training sets each element to zero with probability p and multiplies the others by 1/(1 − p); on the board does nothing.</summary>
/// <remarks>
/// p is rounded to a multiple of 2⁻¹⁶. Which elements stay is decided by seed, step and place in the batch, so it does not depend on
/// threads, and backward finds it again. Source: Srivastava et al. 2014, "Dropout", §10, in its inverted form.
/// </remarks>
public sealed class DropoutLayer(string name, float rate) : Layer(name)
{
    private long seed;

    /// <summary>The probability p.</summary>
    public float Rate { get; } = rate;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        if (run.Place.IsTraining)
            Mask(run, run.Input(), run.Output);
        else
            run.Input().CopyTo(run.Output);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (!dx.IsEmpty)
            Mask(run, run.OutputGradient, dx);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        if (!(Rate >= 0 && Rate < 1))
            throw Error($"expects a rate of at least 0 and below 1, got {Rate}.");
        seed = (long)random.NextBits();
        return Input;
    }

    private void Mask(in LayerRun run, ReadOnlySpan<float> from, Span<float> to)
    {
        int elements = Input.Elements;
        uint below = (uint)MathF.Round(Rate * 65536);
        float scale = 65536f / (65536 - below);
        for (int image = 0; image < run.Count; image++)
        {
            // A stream for each picture of each step.
            var random = new SeededRandom(seed, (run.Place.Step << 20) + run.Place.First + image);
            ReadOnlySpan<float> x = from.Slice(image * elements, elements);
            Span<float> y = to.Slice(image * elements, elements);
            for (int i = 0; i < elements;)
            {
                ulong bits = random.NextBits();
                for (int end = Math.Min(i + 4, elements); i < end; i++, bits >>= 16)
                {
                    // All ones unless the element is dropped: nobody could predict a branch.
                    int stays = ((int)below - 1 - (int)(bits & 0xFFFF)) >> 31;
                    y[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x[i] * scale) & stays);
                }
            }
        }
    }
}
