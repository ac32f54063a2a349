using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Selftest;

/// <summary>One depthwise convolution, as <see cref="GemmCase"/>.</summary>
/// <param name="Grid">The shape.</param>
/// <param name="Values">What codes and weights are.</param>
internal sealed record DepthwiseCase(PatchGrid Grid, GemmValues Values)
{
    /// <summary>True if a weight is −128.</summary>
    public bool HoldsMinimum => Values is GemmValues.FullRange or GemmValues.LowestLowest or GemmValues.HighestLowest;

    /// <summary>What a kernel makes of the int8 numbers, as codes 0..255; nothing if it wrote outside its memory.</summary>
    public byte[] Int8(DepthwiseInt8Kernel kernel, ActivationSign sign)
    {
        Int8Values v = DrawInt8();
        int[] sums = new int[Grid.C];
        for (int i = 0; i < v.Weights.Length; i++)
            sums[i % Grid.C] += v.Weights[i];
        var codes = new SetCodes(v, sign, sums);
        var output = new FencedMemory<byte>(Grid.M * Grid.C);
        var packed = new FencedMemory<sbyte>(kernel.PackedElements(Grid));
        var scratch = new FencedMemory<byte>(kernel.ScratchBytes(Grid));
        kernel.Pack(v.Weights, Grid, packed.Span);
        kernel.Run(new DepthwiseInt8Args
        {
            Input = codes.Input,
            Grid = Grid,
            InputZeroPoint = codes.InputZeroPoint,
            PackedWeights = packed.Span,
            Requantize = codes.Requantize,
            Output = output.Span,
            Scratch = scratch.Span,
        });
        return output.IsWhole && packed.IsWhole && scratch.IsWhole ? codes.Read(output.Span.ToArray()) : [];
    }

    /// <summary>What a kernel makes of the float numbers; nothing if it wrote outside its memory.</summary>
    public float[] Float(DepthwiseF32Kernel kernel)
    {
        FloatValues v = DrawFloat();
        var output = new FencedMemory<float>(Grid.M * Grid.C);
        var packed = new FencedMemory<float>(kernel.PackedElements(Grid));
        var scratch = new FencedMemory<byte>(kernel.ScratchBytes(Grid));
        kernel.Pack(v.Weights, Grid, packed.Span);
        kernel.Run(new DepthwiseF32Args
        {
            Input = v.Input,
            Grid = Grid,
            PackedWeights = packed.Span,
            Bias = v.Bias,
            Minimum = v.Minimum,
            Output = output.Span,
            Scratch = scratch.Span,
        });
        return output.IsWhole && packed.IsWhole && scratch.IsWhole ? output.Span.ToArray() : [];
    }

    /// <summary>What the written rule makes of the int8 numbers.</summary>
    public byte[] Int8ByFormula() => GemmFormula.Int8(this, DrawInt8());

    /// <summary>What the written order of additions makes of the float numbers.</summary>
    public float[] FloatByFormula() => GemmFormula.Float(this, DrawFloat());

    /// <summary>For example <c>9x7x33, 3x3 stride 2, Random</c>.</summary>
    public override string ToString() => $"{Grid.H}x{Grid.W}x{Grid.C}, {Grid.KH}x{Grid.KW} stride {Grid.StrideH}, {Values}";

    private Random Seeded() => new((Grid.M * 31) + (Grid.K * 7) + Grid.C);

    private Int8Values DrawInt8() => Int8Values.Draw(Seeded(), Values, Grid.InputLength, Grid.KH * Grid.KW, Grid.K, Grid.C);

    private FloatValues DrawFloat() => FloatValues.Draw(Seeded(), Grid.InputLength, Grid.K, Grid.C);
}
