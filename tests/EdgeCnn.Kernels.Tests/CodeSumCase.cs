using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests;

/// <summary>A random other branch that a layer adds to its codes, or none; and what that gives by the rule on whole numbers.</summary>
internal sealed class CodeSumCase : IDisposable
{
    private readonly GuardedMemory<byte>? codes;
    private readonly ReferenceCodes.Codes layer;
    private readonly ReferenceCodes.Codes branch;
    private readonly ReferenceCodes.Codes result;
    private readonly bool layerIsSecond;
    private readonly int minimum;

    public CodeSumCase(Random random, ActivationSign sign, int layerZeroPoint, int length)
    {
        bool unsigned = sign == ActivationSign.Unsigned;
        layer = new ReferenceCodes.Codes(0.01f + random.NextSingle(), layerZeroPoint, unsigned);
        branch = ReferenceCodes.Codes.Random(random, unsigned, 0.01f + random.NextSingle());
        result = ReferenceCodes.Codes.Random(random, unsigned, (layer.Scale + branch.Scale) * (0.3f + random.NextSingle()));
        layerIsSecond = random.Next(2) == 0;
        minimum = random.Next(2) == 0 ? result.ZeroPoint : result.Lowest;
        if (random.Next(2) == 0)
            return;
        byte[] values = new byte[length];
        random.NextBytes(values);
        codes = GuardedMemory<byte>.Of(values, guardBefore: random.Next(2) == 0);
    }

    /// <summary>For the kernel.</summary>
    public CodeSum Sum => codes is null ? default : new()
    {
        Rule = new AddInt8(layer.Unsigned ? ActivationSign.Unsigned : ActivationSign.Signed, 0)
        {
            RatioA = (layerIsSecond ? branch : layer).Scale / result.Scale,
            RatioB = (layerIsSecond ? layer : branch).Scale / result.Scale,
            ZeroPointA = (layerIsSecond ? branch : layer).ZeroPoint,
            ZeroPointB = (layerIsSecond ? layer : branch).ZeroPoint,
            ZeroPointC = result.ZeroPoint,
            Minimum = minimum,
            Maximum = result.Lowest + 255,
        },
        Codes = codes.Span,
        LayerIsSecond = layerIsSecond,
    };

    /// <summary>The code that a layer's own code becomes.</summary>
    public int Expected(int own, int index)
    {
        if (codes is null)
            return own;
        int other = layer.Unsigned ? codes.Span[index] : (sbyte)codes.Span[index];
        return Math.Max(minimum, layerIsSecond ? ReferenceCodes.Sum(branch, layer, result, other, own) : ReferenceCodes.Sum(layer, branch, result, own, other));
    }

    public void Dispose() => codes?.Dispose();

    public override string ToString() => codes is null ? "no sum" : $"sum as {(layerIsSecond ? "second" : "first")} with {branch} to {result}";
}
