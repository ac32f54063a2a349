using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<byte> input, ReadOnlySpan<byte> table, Span<byte> output)
    {
        if (table.Length < Codes || output.Length < input.Length)
            throw new ArgumentException($"{input.Length} codes by a table of {table.Length} into {output.Length}.", nameof(output));
        fixed (byte* x = input, t = table, y = output)
        {
            int i = Avx512Vbmi.IsSupported ? Wide(x, input.Length, t, y) : 0;
            for (; i < input.Length; i++)
                y[i] = t[x[i]];
        }
    }

    // The table in four registers: two of them looked up by the low seven bits of a code, the top bit takes the first or the second two.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
}
