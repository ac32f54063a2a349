using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The product of two tensors of codes.</summary>
/// <param name="sign">The form in which codes lie in memory.</param>
public readonly struct MulInt8(ActivationSign sign)
{
    /// <summary>(s_A·s_B)/s_C, in float32 and in this order.</summary>
    public required float Multiplier { get; init; }

    /// <summary>Of the first input's codes.</summary>
    public required int ZeroPointA { get; init; }

    /// <summary>Of the second input's codes.</summary>
    public required int ZeroPointB { get; init; }

    /// <summary>Of the output's codes.</summary>
    public required int ZeroPointC { get; init; }

    /// <summary>output[i] = the code of a[i]·b[i], with index 0 where an input has but one code.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> output)
    {
        if ((a.Length != output.Length && a.Length != 1) || (b.Length != output.Length && b.Length != 1))
            throw new ArgumentException($"Multiplying {a.Length} and {b.Length} codes into {output.Length}.", nameof(output));
        int flip = sign == ActivationSign.Signed ? 0x80 : 0;
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        float low = -flip - ZeroPointC, high = 255 - flip - ZeroPointC;
        for (int i = 0; i < output.Length; i++)
        {
            int x = (a[i * stepA] ^ flip) - flip - ZeroPointA, y = (b[i * stepB] ^ flip) - flip - ZeroPointB;
            output[i] = (byte)(Code(x * y, low, high) + ZeroPointC);
        }
    }

    // The rule: round(float(product)·multiplier), half to even, clamped.
    private int Code(int product, float low, float high) =>
        (int)MathF.Min(MathF.Max(MathF.Round(product * Multiplier, MidpointRounding.ToEven), low), high);
}
