using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Functions of one 8-bit code by their table.</summary>
public static unsafe class LookupInt8
{
    /// <summary>output[i] = table[input[i]]; the output may be the input.</summary>
    /// <param name="input">Codes.</param>
    /// <param name="table">[256]</param>
    /// <param name="output">As many codes.</param>
    /// <exception cref="ArgumentException">The table is not of 256, or the output is shorter than the input.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<byte> input, ReadOnlySpan<byte> table, Span<byte> output)
    {
        if (table.Length != 256 || output.Length < input.Length)
            throw new ArgumentException($"Looking {input.Length} codes up in a table of {table.Length} into {output.Length}; the table must have 256.", nameof(output));
        fixed (byte* x = input, t = table, y = output)
        {
            int i = AdvSimd.Arm64.IsSupported ? Neon(x, t, y, input.Length) : 0;
            for (; i < input.Length; i++)
                y[i] = t[x[i]];
        }
    }

    // Sixteen codes a step. TBL gives 0 and TBX leaves what is there for an index of 64 and more, so each quarter of the table
    // fills in its own codes; the table lives in 16 registers.
    private static int Neon(byte* x, byte* t, byte* y, int length)
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
