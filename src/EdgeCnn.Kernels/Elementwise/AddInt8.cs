using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The sum of two tensors of codes.</summary>
/// <remarks>
/// Exactness: with rA = s_A/s_C, rB = s_B/s_C and F = z_C − fma(rA, z_A, rB·z_B), a code is
/// clamp(round(fma(a, rA, fma(b, rB, F)))) on the model's own codes, all in float32, fused where written so.
/// </remarks>
/// <param name="sign">The form in which codes lie in memory.</param>
/// <param name="codeOffset">Added to a code in memory to get the model's own; 0, 128 or −128.</param>
public readonly unsafe struct AddInt8(ActivationSign sign, int codeOffset) : ICodeRule
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
    [MethodImpl(Compilation.Hot)]
    public void Run(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> output)
    {
        if ((a.Length != output.Length && a.Length != 1) || (b.Length != output.Length && b.Length != 1))
            throw new ArgumentException($"Adding {a.Length} and {b.Length} codes into {output.Length}.", nameof(output));
        float offset = ZeroPointC - MathF.FusedMultiplyAdd(RatioA, ZeroPointA, RatioB * ZeroPointB);
        // From the byte in memory to the model's own code: sign extension, then the offset.
        int flip = sign == ActivationSign.Signed ? 0x80 : 0, shift = codeOffset - flip;
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        float rA = RatioA, rB = RatioB, low = Minimum, high = Maximum;
        int i = 0;
        if (stepA + stepB == 2)
        {
            fixed (byte* x = a, y = b, to = output)
                i = WideCodes.IsSupported ? Wide(x, y, to, output.Length, flip, shift, offset) : Narrow(x, y, to, output.Length, flip, shift, offset);
        }

        for (; i < output.Length; i++)
        {
            float x = (a[i * stepA] ^ flip) + shift, y = (b[i * stepB] ^ flip) + shift;
            float sum = MathF.Round(MathF.FusedMultiplyAdd(x, rA, MathF.FusedMultiplyAdd(y, rB, offset)), MidpointRounding.ToEven);
            output[i] = (byte)(((int)MathF.Min(MathF.Max(sum, low), high) - shift) ^ flip);
        }
    }

    // Sixteen codes a step in one vector.
    [MethodImpl(Compilation.Hot)]
    private int Wide(byte* a, byte* b, byte* output, int length, int flip, int shift, float offset)
    {
        var flips = Vector128.Create((byte)flip);
        var shifts = Vector512.Create(shift);
        Vector512<float> rA = Vector512.Create(RatioA), rB = Vector512.Create(RatioB), f = Vector512.Create(offset);
        Vector512<float> low = Vector512.Create((float)Minimum), high = Vector512.Create((float)Maximum);
        int i = 0;
        for (; i <= length - 16; i += 16)
        {
            var sum = Avx512F.FusedMultiplyAdd(WideCodes.Load(a + i, flips, shifts), rA, Avx512F.FusedMultiplyAdd(WideCodes.Load(b + i, flips, shifts), rB, f));
            WideCodes.Store(Avx512F.Min(Avx512F.Max(sum, low), high), flips, shifts, output + i);
        }

        return i;
    }

    // Sixteen codes a step in four vectors.
    [MethodImpl(Compilation.Hot)]
    private int Narrow(byte* a, byte* b, byte* output, int length, int flip, int shift, float offset)
    {
        var flips = Vector128.Create((byte)flip);
        var shifts = Vector128.Create(shift);
        Vector128<float> rA = Vector128.Create(RatioA), rB = Vector128.Create(RatioB), f = Vector128.Create(offset);
        Vector128<float> low = Vector128.Create((float)Minimum), high = Vector128.Create((float)Maximum);
        int i = 0;
        for (; i <= length - 16; i += 16)
        {
            Vector128<byte> x = Vector128.Load(a + i) ^ flips, y = Vector128.Load(b + i) ^ flips;
            Vector128<ushort> x0 = Vector128.WidenLower(x), x1 = Vector128.WidenUpper(x), y0 = Vector128.WidenLower(y), y1 = Vector128.WidenUpper(y);
            var first = Vector128.Narrow(Sum(Vector128.WidenLower(x0), Vector128.WidenLower(y0)), Sum(Vector128.WidenUpper(x0), Vector128.WidenUpper(y0)));
            var second = Vector128.Narrow(Sum(Vector128.WidenLower(x1), Vector128.WidenLower(y1)), Sum(Vector128.WidenUpper(x1), Vector128.WidenUpper(y1)));
            (Vector128.Narrow(first.AsUInt16(), second.AsUInt16()) ^ flips).Store(output + i);
        }

        return i;

        Vector128<int> Sum(Vector128<uint> u, Vector128<uint> v)
        {
            Vector128<float> p = Vector128.ConvertToSingle(u.AsInt32() + shifts), q = Vector128.ConvertToSingle(v.AsInt32() + shifts);
            var clamped = Vector128.MinNative(Vector128.MaxNative(Vector128.FusedMultiplyAdd(p, rA, Vector128.FusedMultiplyAdd(q, rB, f)), low), high);
            return LinearQuantization.Round(clamped) - shifts;
        }
    }
}
