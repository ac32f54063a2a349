using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Agent.Selftest;

/// <summary>One convolution or matrix product; its numbers are drawn in one way and given to any kernel set in the form that the set wants.</summary>
/// <param name="Grid">The shape.</param>
/// <param name="N">Output channels.</param>
/// <param name="Values">What codes and weights are.</param>
internal sealed record GemmCase(PatchGrid Grid, int N, GemmValues Values)
{
    private const int Flip = 128;

    /// <summary>True if a weight is −128.</summary>
    public bool HoldsMinimum => Values is GemmValues.FullRange or GemmValues.LowestLowest or GemmValues.HighestLowest;

    /// <summary>What a kernel makes of the int8 numbers, as codes 0..255.</summary>
    public byte[] Int8(LinearInt8Kernel kernel, ActivationSign sign)
    {
        Int8Values v = DrawInt8();
        // The same numbers with the top bit flipped, where the set wants signed codes: exact.
        int move = sign == ActivationSign.Signed ? Flip : 0, padded = RequantizeArgs.Padded(N);
        byte[] input = [.. v.Input.Select(code => (byte)(code ^ move))], output = new byte[Grid.M * N];
        int[] bias = new int[padded];
        float[] multiplier = new float[padded];
        v.Multiplier.CopyTo(multiplier, 0);
        for (int oc = 0; oc < N; oc++)
            bias[oc] = v.Bias[oc] - ((v.InputZero - move) * v.Weights.Skip(oc * Grid.K).Take(Grid.K).Sum(w => w));
        sbyte[] packed = new sbyte[kernel.PackedElements(Grid, N)];
        kernel.Pack(v.Weights, Grid, N, packed);
        kernel.Run(new LinearInt8Args
        {
            Input = input,
            Grid = Grid,
            InputZeroPoint = (byte)(v.InputZero ^ move),
            PackedWeights = packed,
            Requantize = new RequantizeArgs { Bias = bias, Multiplier = multiplier, ZeroPoint = v.OutputZero - move, Minimum = v.Lowest - move, Maximum = 255 - move },
            Output = output,
            N = N,
            Scratch = new byte[kernel.ScratchBytes(Grid, N)],
        });
        return [.. output.Select(code => (byte)(code ^ move))];
    }

    /// <summary>What a kernel makes of the float numbers.</summary>
    public float[] Float(LinearF32Kernel kernel)
    {
        FloatValues v = DrawFloat();
        float[] output = new float[Grid.M * N];
        float[] packed = new float[kernel.PackedElements(Grid, N)];
        kernel.Pack(v.Weights, Grid, N, packed);
        kernel.Run(new LinearF32Args
        {
            Input = v.Input,
            Grid = Grid,
            PackedWeights = packed,
            Bias = v.Bias,
            Minimum = v.Minimum,
            Output = output,
            N = N,
            Scratch = new byte[kernel.ScratchBytes(Grid, N)],
        });
        return output;
    }

    /// <summary>What the written rule makes of the int8 numbers.</summary>
    public byte[] Int8ByFormula() => GemmFormula.Int8(this, DrawInt8());

    /// <summary>What the written order of additions makes of the float numbers.</summary>
    public float[] FloatByFormula() => GemmFormula.Float(this, DrawFloat());

    /// <summary>How far each output may be from <see cref="FloatByFormula"/>, whose own rounding comes on top: the 8 steps beyond the factor.</summary>
    /// <param name="factor">The kernel's <see cref="LinearF32Kernel.ErrorBound"/>.</param>
    public double[] FloatBounds(double factor)
    {
        FloatValues v = DrawFloat();
        double largest = v.Input.Max(Math.Abs);
        double[] weights = [.. Enumerable.Range(0, N).Select(oc => v.Weights.AsSpan(oc * Grid.K, Grid.K).ToArray().Sum(w => Math.Abs((double)w)))];
        return [.. Enumerable.Range(0, Grid.M * N).Select(at => Math.ScaleB(factor + 8, -24) * largest * weights[at % N])];
    }

    /// <summary>For example <c>M 49, N 17, K 27 (3x3x3), Random</c>.</summary>
    public override string ToString() => $"M {Grid.M}, N {N}, K {Grid.K} ({Grid.KH}x{Grid.KW}x{Grid.C}), {Values}";

    private Random Seeded() => new((Grid.M * 31) + (Grid.K * 7) + N);

    private Int8Values DrawInt8()
    {
        Random random = Seeded();
        byte[] input = new byte[Grid.InputLength];
        sbyte[] weights = new sbyte[N * Grid.K];
        random.NextBytes(input);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)random.Next(Values == GemmValues.FullRange ? -128 : -127, 128);
        if (Values is GemmValues.LowestLowest or GemmValues.LowestHighest)
            input.AsSpan().Clear();
        if (Values is GemmValues.HighestLowest or GemmValues.HighestHighest)
            input.AsSpan().Fill(255);
        if (Values is GemmValues.LowestLowest or GemmValues.HighestLowest)
            weights.AsSpan().Fill(-128);
        if (Values is GemmValues.LowestHighest or GemmValues.HighestHighest)
            weights.AsSpan().Fill(127);
        int inputZero = random.Next(256), outputZero = random.Next(256), lowest = random.Next(2) == 0 ? 0 : outputZero;
        // Sums grow with the root of K, and the extremes with K; scaled so, codes do not all end at a bound.
        double spread = Values > GemmValues.FullRange ? Grid.K * 128 : 75 * Math.Sqrt(Grid.K) * 75;
        int[] bias = [.. Enumerable.Range(0, N).Select(_ => random.Next(-100, 100) * (int)(1 + (spread / 200)))];
        float[] multiplier = [.. Enumerable.Range(0, N).Select(_ => (float)((0.5 + random.NextDouble()) * 64 / spread))];
        return new Int8Values(input, weights, bias, multiplier, inputZero, outputZero, lowest);
    }

    private FloatValues DrawFloat()
    {
        Random random = Seeded();
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];
        return new FloatValues(Floats(Grid.InputLength), Floats(N * Grid.K), Floats(N), random.Next(2) == 0 ? float.NegativeInfinity : 0f);
    }
}

/// <summary>The numbers of an int8 case, codes 0..255; the bias without the input's zero point in it.</summary>
internal sealed record Int8Values(byte[] Input, sbyte[] Weights, int[] Bias, float[] Multiplier, int InputZero, int OutputZero, int Lowest);

/// <summary>The numbers of a float case.</summary>
internal sealed record FloatValues(float[] Input, float[] Weights, float[] Bias, float Minimum);

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
