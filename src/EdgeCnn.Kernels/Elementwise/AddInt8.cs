using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The sum of two tensors of codes.</summary>
/// <remarks>
/// Exactness: with rA = s_A/s_C, rB = s_B/s_C and F = z_C − fma(rA, z_A, rB·z_B), a code is
/// clamp(round(fma(a, rA, fma(b, rB, F)))) on the model's own codes, all in float32, fused where written so.
/// </remarks>
/// <param name="sign">The form in which codes lie in memory.</param>
/// <param name="codeOffset">Added to a code in memory to get the model's own; 0, 128 or −128.</param>
public readonly struct AddInt8(ActivationSign sign, int codeOffset) : ICodeRule
{
    /// <summary>s_A/s_C.</summary>
    public required float RatioA { get; init; }

    /// <summary>s_B/s_C.</summary>
    public required float RatioB { get; init; }

    /// <summary>Of the first input's own codes.</summary>
    public required int ZeroPointA { get; init; }

    /// <summary>Of the second input's own codes.</summary>
    public required int ZeroPointB { get; init; }

    /// <summary>Of the output's own codes.</summary>
    public required int ZeroPointC { get; init; }

    /// <summary>Lowest own code of the output.</summary>
    public required int Minimum { get; init; }

    /// <summary>Highest own code of the output.</summary>
    public required int Maximum { get; init; }

    /// <summary>output[i] = the code of a[i] + b[i], with index 0 where an input has but one code.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> output)
    {
        if ((a.Length != output.Length && a.Length != 1) || (b.Length != output.Length && b.Length != 1))
            throw new ArgumentException($"Adding {a.Length} and {b.Length} codes into {output.Length}.", nameof(output));
        float offset = ZeroPointC - MathF.FusedMultiplyAdd(RatioA, ZeroPointA, RatioB * ZeroPointB);
        // From the byte in memory to the model's own code: sign extension, then the offset.
        int flip = sign == ActivationSign.Signed ? 0x80 : 0, shift = codeOffset - flip;
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        float rA = RatioA, rB = RatioB, low = Minimum, high = Maximum;
        for (int i = 0; i < output.Length; i++)
        {
            float x = (a[i * stepA] ^ flip) + shift, y = (b[i * stepB] ^ flip) + shift;
            float sum = MathF.Round(MathF.FusedMultiplyAdd(x, rA, MathF.FusedMultiplyAdd(y, rB, offset)), MidpointRounding.ToEven);
            output[i] = (byte)(((int)MathF.Min(MathF.Max(sum, low), high) - shift) ^ flip);
        }
    }
}
