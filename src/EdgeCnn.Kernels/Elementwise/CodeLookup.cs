using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>A function of 8-bit codes by its table.</summary>
public static unsafe class CodeLookup
{
    private const int Codes = 256;

    /// <summary>output[i] = table[input[i]].</summary>
    /// <remarks>Aliasing: input and output may be the same memory.</remarks>
    /// <param name="input">Codes.</param>
    /// <param name="table">The result for each of 256 codes.</param>
    /// <param name="output">As many codes.</param>
    /// <exception cref="ArgumentException">The table is shorter than 256, or the output shorter than the input.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<byte> input, ReadOnlySpan<byte> table, Span<byte> output)
    {
        if (table.Length < Codes || output.Length < input.Length)
            throw new ArgumentException($"{input.Length} codes by a table of {table.Length} into {output.Length}.", nameof(output));
        fixed (byte* x = input, t = table, y = output)
        {
            int i = Avx512Vbmi.IsSupported ? Wide(x, input.Length, t, y) : AdvSimd.Arm64.IsSupported ? Neon(x, input.Length, t, y) : 0;
            for (; i < input.Length; i++)
                y[i] = t[x[i]];
        }
    }

    // The table in four registers: two of them looked up by the low seven bits of a code, the top bit takes the first or the second two.
    [MethodImpl(Compilation.Hot)]
    private static int Wide(byte* x, int length, byte* table, byte* y)
    {
        Vector512<byte> t0 = Vector512.Load(table), t1 = Vector512.Load(table + 64), t2 = Vector512.Load(table + 128), t3 = Vector512.Load(table + 192);
        int i = 0;
        for (; i <= length - 64; i += 64)
        {
            var codes = Vector512.Load(x + i);
            var low = Avx512Vbmi.PermuteVar64x8x2(t0, codes, t1);
            var high = Avx512Vbmi.PermuteVar64x8x2(t2, codes, t3);
            Vector512.ConditionalSelect(Vector512.LessThan(codes.AsSByte(), Vector512<sbyte>.Zero).AsByte(), high, low).Store(y + i);
        }

        return i;
    }

    // Sixteen codes a step. TBL gives 0 and TBX leaves what is there for an index of 64 and more, so each quarter of the table
    // fills in its own codes; the table lives in 16 registers.
    private static int Neon(byte* x, int length, byte* t, byte* y)
    {
        var q0 = (Vector128.Load(t), Vector128.Load(t + 16), Vector128.Load(t + 32), Vector128.Load(t + 48));
        var q1 = (Vector128.Load(t + 64), Vector128.Load(t + 80), Vector128.Load(t + 96), Vector128.Load(t + 112));
        var q2 = (Vector128.Load(t + 128), Vector128.Load(t + 144), Vector128.Load(t + 160), Vector128.Load(t + 176));
        var q3 = (Vector128.Load(t + 192), Vector128.Load(t + 208), Vector128.Load(t + 224), Vector128.Load(t + 240));
        var quarter = Vector128.Create((byte)64);
        int i = 0;
        for (; i <= length - 16; i += 16)
        {
            var codes = Vector128.Load(x + i);
            var found = AdvSimd.Arm64.VectorTableLookup(q0, codes);
            codes -= quarter;
            found = AdvSimd.Arm64.VectorTableLookupExtension(found, q1, codes);
            codes -= quarter;
            found = AdvSimd.Arm64.VectorTableLookupExtension(found, q2, codes);
            codes -= quarter;
            AdvSimd.Arm64.VectorTableLookupExtension(found, q3, codes).Store(y + i);
        }

        return i;
    }
}
