using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.X64;

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
        int done = stepA + stepB == 2 ? AddBlocks(a, b, output, offset, flip, shift) : 0;
        for (int i = done; i < output.Length; i++)
        {
            float x = (a[i * stepA] ^ flip) + shift, y = (b[i * stepB] ^ flip) + shift;
            float sum = MathF.Round(MathF.FusedMultiplyAdd(x, rA, MathF.FusedMultiplyAdd(y, rB, offset)), MidpointRounding.ToEven);
            output[i] = (byte)(((int)MathF.Min(MathF.Max(sum, low), high) - shift) ^ flip);
        }
    }

    // The same operations for sixteen codes at a time; bounds are whole numbers, so it is all one whether they come before the rounding.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe int AddBlocks(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> output, float offset, int flip, int shift)
    {
        int i = 0;
        fixed (byte* x = a, y = b, to = output)
        {
            var flips = Vector128.Create((byte)flip);
            if (WideCodes.IsSupported)
            {
                Vector512<float> rA = Vector512.Create(RatioA), rB = Vector512.Create(RatioB), f = Vector512.Create(offset), low = Vector512.Create((float)Minimum), high = Vector512.Create((float)Maximum);
                var shifts = Vector512.Create(shift);
                for (; i <= output.Length - WideCodes.Count; i += WideCodes.Count)
                {
                    var sum = Vector512.FusedMultiplyAdd(WideCodes.Load(x + i, flips, shifts), rA, Vector512.FusedMultiplyAdd(WideCodes.Load(y + i, flips, shifts), rB, f));
                    WideCodes.Store(Vector512.MinNative(Vector512.MaxNative(sum, low), high), flips, shifts, to + i);
                }
            }
            else
            {
                for (; i <= output.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
                {
                    Vector128<byte> p = Vector128.Load(x + i) ^ flips, q = Vector128.Load(y + i) ^ flips;
                    Vector128<ushort> p0 = Vector128.WidenLower(p), p1 = Vector128.WidenUpper(p), q0 = Vector128.WidenLower(q), q1 = Vector128.WidenUpper(q);
                    var low = Vector128.Narrow(Four(Vector128.WidenLower(p0), Vector128.WidenLower(q0), offset, shift), Four(Vector128.WidenUpper(p0), Vector128.WidenUpper(q0), offset, shift));
                    var high = Vector128.Narrow(Four(Vector128.WidenLower(p1), Vector128.WidenLower(q1), offset, shift), Four(Vector128.WidenUpper(p1), Vector128.WidenUpper(q1), offset, shift));
                    (Vector128.Narrow(low, high).AsByte() ^ flips).Store(to + i);
                }
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> Four(Vector128<uint> a, Vector128<uint> b, float offset, int shift)
    {
        Vector128<float> x = Vector128.ConvertToSingle(a.AsInt32() + Vector128.Create(shift)), y = Vector128.ConvertToSingle(b.AsInt32() + Vector128.Create(shift));
        var sum = Vector128.FusedMultiplyAdd(x, Vector128.Create(RatioA), Vector128.FusedMultiplyAdd(y, Vector128.Create(RatioB), Vector128.Create(offset)));
        var clamped = Vector128.MinNative(Vector128.MaxNative(sum, Vector128.Create((float)Minimum)), Vector128.Create((float)Maximum));
        return Vector128.ConvertToInt32Native(Vector128.Round(clamped)) - Vector128.Create(shift);
    }
}
