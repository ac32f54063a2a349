namespace EdgeCnn.Agent.Selftest;

/// <summary>The numbers of an int8 case, codes 0..255; the bias without the input's zero point in it.</summary>
internal sealed record Int8Values(byte[] Input, sbyte[] Weights, int[] Bias, float[] Multiplier, int InputZero, int OutputZero, int Lowest)
{
    /// <summary>Draws them.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="values">What codes and weights are.</param>
    /// <param name="inputs">Elements of the input.</param>
    /// <param name="products">Products of an output.</param>
    /// <param name="weightsLength">Elements of the weights.</param>
    /// <param name="channels">Output channels.</param>
    public static Int8Values Draw(Random random, GemmValues values, int inputs, int products, int weightsLength, int channels)
    {
        byte[] input = new byte[inputs];
        sbyte[] weights = new sbyte[weightsLength];
        random.NextBytes(input);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)random.Next(values == GemmValues.FullRange ? -128 : -127, 128);
        if (values is GemmValues.LowestLowest or GemmValues.LowestHighest)
            input.AsSpan().Clear();
        if (values is GemmValues.HighestLowest or GemmValues.HighestHighest)
            input.AsSpan().Fill(255);
        if (values is GemmValues.LowestLowest or GemmValues.HighestLowest)
            weights.AsSpan().Fill(-128);
        if (values is GemmValues.LowestHighest or GemmValues.HighestHighest)
            weights.AsSpan().Fill(127);
        int inputZero = random.Next(256), outputZero = random.Next(256), lowest = random.Next(2) == 0 ? 0 : outputZero;
        // Sums grow with the root of the products, and the extremes with their number; scaled so, codes do not all end at a bound.
        double spread = values > GemmValues.FullRange ? products * 128 : 75 * Math.Sqrt(products) * 75;
        int[] bias = new int[channels];
        float[] multiplier = new float[channels];
        for (int oc = 0; oc < channels; oc++)
        {
            bias[oc] = random.Next(-100, 100) * (int)(1 + (spread / 200));
            multiplier[oc] = (float)((0.5 + random.NextDouble()) * 64 / spread);
        }

        return new Int8Values(input, weights, bias, multiplier, inputZero, outputZero, lowest);
    }
}

/// <summary>The numbers of a float case.</summary>
internal sealed record FloatValues(float[] Input, float[] Weights, float[] Bias, float Minimum)
{
    /// <summary>Draws them, each from −2 to 2.</summary>
    public static FloatValues Draw(Random random, int inputs, int weights, int channels) =>
        new(Floats(random, inputs), Floats(random, weights), Floats(random, channels), random.Next(2) == 0 ? float.NegativeInfinity : 0f);

    private static float[] Floats(Random random, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (random.NextSingle() * 4) - 2;
        return values;
    }
}

/// <summary>What a case's codes and weights are; the extremes are where 16-bit sums overflow in a wrong kernel.</summary>
internal enum GemmValues
{
    /// <summary>Any codes, weights −127..127.</summary>
    Random,

    /// <summary>Any codes, weights −128..127.</summary>
    FullRange,

    /// <summary>Lowest code, weight −128.</summary>
    LowestLowest,

    /// <summary>Lowest code, weight 127.</summary>
    LowestHighest,

    /// <summary>Highest code, weight −128.</summary>
    HighestLowest,

    /// <summary>Highest code, weight 127.</summary>
    HighestHighest,
}
