namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Softmax and the exponential under it, written out so that every processor gives equal bits.</summary>
public static class Softmax
{
    /// <summary>output[i] = exp(input[i] − max) / Σ exp(input[j] − max).</summary>
    /// <remarks>
    /// Exactness: float32 in the order written; the sum runs in ascending i. Equal bits everywhere, since no platform function is called.
    /// Aliasing: input and output may be the same memory.
    /// </remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    public static void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Softmax of {input.Length} elements into {output.Length}.", nameof(output));
        float max = float.NegativeInfinity;
        foreach (float x in input)
            max = MathF.Max(max, x);
        float sum = 0;
        for (int i = 0; i < input.Length; i++)
            sum += output[i] = Exp(input[i] - max);
        for (int i = 0; i < input.Length; i++)
            output[i] /= sum;
    }

    /// <summary>output[i] = input[i] − max − ln Σ exp(input[j] − max).</summary>
    /// <remarks>
    /// Exactness: in double, the sum in ascending i, rounded once.
    /// Aliasing: input and output may be the same memory.
    /// </remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    public static void RunLogarithm(ReadOnlySpan<float> input, Span<float> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Softmax of {input.Length} elements into {output.Length}.", nameof(output));
        double max = double.NegativeInfinity, sum = 0;
        foreach (float x in input)
            max = Math.Max(max, x);
        foreach (float x in input)
            sum += ElementaryFunctions.Exp(x - max);
        double logarithm = ElementaryFunctions.Log(sum);
        for (int i = 0; i < input.Length; i++)
            output[i] = (float)(input[i] - max - logarithm);
    }

    /// <summary>eˣ with a relative error below 4·10⁻⁷; 0 below −87, +∞ above 88.</summary>
    /// <remarks>
    /// x = n·ln 2 + r with |r| ≤ ln 2 / 2; ln 2 is taken in two parts so that r is exact to float32; eʳ is its Taylor
    /// polynomial of degree 7, whose remainder is below 3·10⁻⁹.
    /// Source: Muller 2016, "Elementary Functions", §11 (range reduction, Cody and Waite).
    /// </remarks>
    public static float Exp(float x)
    {
        if (float.IsNaN(x))
            return x;
        if (x < -87f)
            return 0f;
        if (x > 88f)
            return float.PositiveInfinity;
        float n = MathF.Round(x * 1.44269504f, MidpointRounding.ToEven);
        float r = x - (n * 0.693359375f);
        r -= n * -2.12194440e-4f;
        float p = 1f / 5040f;
        p = (p * r) + (1f / 720f);
        p = (p * r) + (1f / 120f);
        p = (p * r) + (1f / 24f);
        p = (p * r) + (1f / 6f);
        p = (p * r) + 0.5f;
        p = (p * r) + 1f;
        p = (p * r) + 1f;
        return p * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
    }
}
