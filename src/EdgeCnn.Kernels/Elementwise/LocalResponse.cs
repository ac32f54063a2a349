namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Local response normalization of one row of channels.</summary>
public static class LocalResponse
{
    /// <summary>output[c] = input[c] / (bias + alpha/size·Σ input[i]²)^beta over the channels i from c − ⌊(size − 1)/2⌋ to c + ⌈(size − 1)/2⌉.</summary>
    /// <remarks>Exactness: in double, channels in ascending order, rounded once.</remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    public static void Run(ReadOnlySpan<float> input, int size, float alpha, float beta, float bias, Span<float> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Normalizing {input.Length} channels into {output.Length}.", nameof(output));
        int before = (size - 1) / 2, after = size - 1 - before;
        double factor = (double)alpha / size;
        for (int c = 0; c < input.Length; c++)
        {
            double sum = 0;
            for (int i = Math.Max(0, c - before); i <= Math.Min(input.Length - 1L, (long)c + after); i++)
                sum += (double)input[i] * input[i];
            output[c] = (float)(input[c] / Power(bias + (factor * sum), beta));
        }
    }

    // The usual exponent is two square roots.
    private static double Power(double x, float beta) => beta == 0.75f ? Math.Sqrt(x) * Math.Sqrt(Math.Sqrt(x)) : ElementaryFunctions.Pow(x, beta);
}
