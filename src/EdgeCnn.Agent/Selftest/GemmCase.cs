using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Selftest;

/// <summary>One convolution or matrix product; its numbers are drawn in one way and given to any kernel set in the form that the set wants.</summary>
/// <param name="Grid">The shape.</param>
/// <param name="N">Output channels.</param>
/// <param name="Values">What codes and weights are.</param>
internal sealed record GemmCase(PatchGrid Grid, int N, GemmValues Values)
{
    /// <summary>True if a weight is −128.</summary>
    public bool HoldsMinimum => Values is GemmValues.FullRange or GemmValues.LowestLowest or GemmValues.HighestLowest;

    /// <summary>What a kernel makes of the int8 numbers, as codes 0..255; nothing if it wrote outside its memory.</summary>
    public byte[] Int8(LinearInt8Kernel kernel, ActivationSign sign)
    {
        Int8Values v = DrawInt8();
        int[] sums = new int[N];
        for (int i = 0; i < v.Weights.Length; i++)
            sums[i / Grid.K] += v.Weights[i];
        var codes = new SetCodes(v, sign, sums);
        var output = new FencedMemory<byte>(Grid.M * N);
        var packed = new FencedMemory<sbyte>(kernel.PackedElements(Grid, N));
        var scratch = new FencedMemory<byte>(kernel.ScratchBytes(Grid, N));
        kernel.Pack(v.Weights, Grid, N, packed.Span);
        kernel.Run(new LinearInt8Args
        {
            Input = codes.Input,
            Grid = Grid,
            InputZeroPoint = codes.InputZeroPoint,
            PackedWeights = packed.Span,
            Requantize = codes.Requantize,
            Output = output.Span,
            N = N,
            Scratch = scratch.Span,
        });
        return output.IsWhole && packed.IsWhole && scratch.IsWhole ? codes.Read(output.Span.ToArray()) : [];
    }

    /// <summary>What a kernel makes of the float numbers; nothing if it wrote outside its memory.</summary>
    public float[] Float(LinearF32Kernel kernel)
    {
        FloatValues v = DrawFloat();
        var output = new FencedMemory<float>(Grid.M * N);
        var packed = new FencedMemory<float>(kernel.PackedElements(Grid, N));
        var scratch = new FencedMemory<byte>(kernel.ScratchBytes(Grid, N));
        kernel.Pack(v.Weights, Grid, N, packed.Span);
        kernel.Run(new LinearF32Args
        {
            Input = v.Input,
            Grid = Grid,
            PackedWeights = packed.Span,
            Bias = v.Bias,
            Minimum = v.Minimum,
            Output = output.Span,
            N = N,
            Scratch = scratch.Span,
        });
        return output.IsWhole && packed.IsWhole && scratch.IsWhole ? output.Span.ToArray() : [];
    }

    /// <summary>What the written rule makes of the int8 numbers.</summary>
    public byte[] Int8ByFormula() => GemmFormula.Int8(this, DrawInt8());

    /// <summary>What the written order of additions makes of the float numbers.</summary>
    public float[] FloatByFormula() => GemmFormula.Float(this, DrawFloat());

    /// <summary>
    /// How far each output of a kernel that is not direct may lie from <see cref="FloatByFormula"/>: its tolerance and, since the formula
    /// rounds too, what its K additions may lose.
    /// </summary>
    public double[] FloatBounds(double tolerance)
    {
        FloatValues v = DrawFloat();
        double largest = 0;
        foreach (float x in v.Input)
            largest = Math.Max(largest, Math.Abs(x));
        double[] bounds = new double[N];
        for (int oc = 0; oc < N; oc++)
        {
            double weights = 0;
            for (int k = 0; k < Grid.K; k++)
                weights += Math.Abs(v.Weights[(oc * Grid.K) + k]);
            // The last summand: both add the bias to their sum with one rounding.
            bounds[oc] = (((tolerance + Grid.K) * largest * weights) + (2 * Math.Abs(v.Bias[oc]))) / (1 << 24);
        }

        return bounds;
    }

    /// <summary>For example <c>M 49, N 17, K 27 (3x3x3), Random</c>.</summary>
    public override string ToString() => $"M {Grid.M}, N {N}, K {Grid.K} ({Grid.KH}x{Grid.KW}x{Grid.C}), {Values}";

    private Random Seeded() => new((Grid.M * 31) + (Grid.K * 7) + N);

    private Int8Values DrawInt8() => Int8Values.Draw(Seeded(), Values, Grid.InputLength, Grid.K, N * Grid.K, N);

    private FloatValues DrawFloat() => FloatValues.Draw(Seeded(), Grid.InputLength, N * Grid.K, N);
}
