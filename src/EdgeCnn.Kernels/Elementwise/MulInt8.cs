using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The product of two tensors of codes.</summary>
/// <remarks>
/// Exactness: with r = (s_A·s_B)/s_C a code is clamp(round(float((a − z_A)·(b − z_B))·r + z_C)) on the model's own codes, in
/// float32; the zero point is added before the rounding, and not fused.
/// </remarks>
/// <param name="sign">The form in which codes lie in memory.</param>
/// <param name="codeOffset">Added to a code in memory to get the model's own; 0, 128 or −128.</param>
public readonly struct MulInt8(ActivationSign sign, int codeOffset) : ICodeRule
{
    /// <summary>(s_A·s_B)/s_C, in float32 and in this order.</summary>
    public required float Multiplier { get; init; }

    /// <summary>Of the first input's own codes.</summary>
    public required int ZeroPointA { get; init; }

    /// <summary>Of the second input's own codes.</summary>
    public required int ZeroPointB { get; init; }

    /// <summary>Of the output's own codes.</summary>
    public required int ZeroPointC { get; init; }

    /// <inheritdoc/>
    [MethodImpl(Compilation.Hot)]
    public void Run(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> output)
    {
        if ((a.Length != output.Length && a.Length != 1) || (b.Length != output.Length && b.Length != 1))
            throw new ArgumentException($"Multiplying {a.Length} and {b.Length} codes into {output.Length}.", nameof(output));
        // From the byte in memory to the model's own code: sign extension, then the offset.
        int flip = sign == ActivationSign.Signed ? 0x80 : 0, shift = codeOffset - flip;
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        int zA = ZeroPointA - shift, zB = ZeroPointB - shift;
        float r = Multiplier, zC = ZeroPointC, low = shift, high = shift + 255;
        for (int i = 0; i < output.Length; i++)
        {
            float product = ((a[i * stepA] ^ flip) - zA) * ((b[i * stepB] ^ flip) - zB);
            float code = MathF.Round((product * r) + zC, MidpointRounding.ToEven);
            output[i] = (byte)(((int)MathF.Min(MathF.Max(code, low), high) - shift) ^ flip);
        }
    }
}
