using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        int i = stepA == 1 && stepB == 1 ? RunVectors(a, b, offset, output) : 0;
        for (; i < output.Length; i++)
        {
            float x = (a[i * stepA] ^ flip) + shift, y = (b[i * stepB] ^ flip) + shift;
            float sum = MathF.Round(MathF.FusedMultiplyAdd(x, rA, MathF.FusedMultiplyAdd(y, rB, offset)), MidpointRounding.ToEven);
            output[i] = (byte)(((int)MathF.Min(MathF.Max(sum, low), high) - shift) ^ flip);
        }
    }

    // Sixteen codes a step; what it did not reach is left to the caller.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int RunVectors(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, float offset, Span<byte> output)
    {
        // Bytes are always extended with their sign: unsigned codes have the top bit flipped before, and 128 added after.
        var flip = Vector128.Create(sign == ActivationSign.Signed ? (byte)0 : (byte)0x80);
        var shift = Vector128.Create((short)(codeOffset + (sign == ActivationSign.Signed ? 0 : 128)));
        Vector128<float> rA = Vector128.Create(RatioA), rB = Vector128.Create(RatioB), start = Vector128.Create(offset), low = Vector128.Create((float)Minimum), high = Vector128.Create((float)Maximum);
        var back = Vector128.Create((short)codeOffset);
        int i = 0;
        for (; i <= output.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<sbyte> x = (Vector128.Create(a[i..]) ^ flip).AsSByte(), y = (Vector128.Create(b[i..]) ^ flip).AsSByte();
            Vector128<short> xl = Vector128.WidenLower(x) + shift, xh = Vector128.WidenUpper(x) + shift, yl = Vector128.WidenLower(y) + shift, yh = Vector128.WidenUpper(y) + shift;
            var first = Vector128.Narrow(
                Sum(Vector128.WidenLower(xl), Vector128.WidenLower(yl), rA, rB, start, low, high),
                Sum(Vector128.WidenUpper(xl), Vector128.WidenUpper(yl), rA, rB, start, low, high));
            var second = Vector128.Narrow(
                Sum(Vector128.WidenLower(xh), Vector128.WidenLower(yh), rA, rB, start, low, high),
                Sum(Vector128.WidenUpper(xh), Vector128.WidenUpper(yh), rA, rB, start, low, high));
            // Codes are in range, so the truncating narrows lose nothing but the sign's copies.
            Vector128.Narrow((first - back).AsUInt16(), (second - back).AsUInt16()).CopyTo(output[i..]);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sum(Vector128<int> x, Vector128<int> y, Vector128<float> rA, Vector128<float> rB, Vector128<float> start, Vector128<float> low, Vector128<float> high)
    {
        var sum = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(x), rA, Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(y), rB, start));
        return Vector128.ConvertToInt32Native(Vector128.MinNative(Vector128.MaxNative(Vector128.Round(sum), low), high));
    }
}
