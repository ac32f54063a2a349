namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>One Huffman table as a decoder needs it: what the next bits mean.</summary>
/// <remarks>
/// Layout: <see cref="Symbols"/> and <see cref="Coefficients"/> are indexed by the next <see cref="LookAhead"/> bits; longer codes are found by
/// comparing with the first code of the next length.
/// Source: ITU T.81 Annex C, F.2.2.3.
/// </remarks>
internal sealed class JpegHuffmanTable
{
    /// <summary>Bits that one look-up covers.</summary>
    public const int LookAhead = 10;

    /// <summary>The run in <see cref="Coefficients"/> that ends a block.</summary>
    public const int EndOfBlock = 64;

    private const int LongestCode = 16;
    private readonly byte[] values = new byte[256]; // [code number]
    private readonly byte[] definition = new byte[LongestCode + 256]; // the counts, then the values
    private readonly int[] limits = new int[LongestCode + 1]; // [length], the first 16-bit code of more bits
    private readonly int[] offsets = new int[LongestCode + 1]; // [length], from a code to its number
    private int defined;

    /// <summary>For the next bits the code's length and symbol, length in the high byte; 0 for a longer code.</summary>
    public ushort[] Symbols { get; } = new ushort[1 << LookAhead];

    /// <summary>For the next bits a whole AC coefficient, if its code and value fit: value, run, bits in 16, 8 and 8 bits; else 0.</summary>
    public int[] Coefficients { get; } = new int[1 << LookAhead];

    /// <summary>Creates a table of Annex K.3.</summary>
    public static JpegHuffmanTable Standard(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        JpegHuffmanTable table = new();
        return table.Define(counts, symbols) ? table : throw new ArgumentException("The codes do not fit their lengths.", nameof(counts));
    }

    /// <summary>Builds the table anew, unless the definition is the one that it has.</summary>
    /// <param name="counts">The numbers of codes of length 1..16; at most 256 in sum.</param>
    /// <param name="symbols">As many symbols, in code order.</param>
    /// <returns>False if there are more codes of a length than it can have.</returns>
    public bool Define(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        if (defined == LongestCode + symbols.Length && counts.SequenceEqual(definition.AsSpan(0, LongestCode)) && symbols.SequenceEqual(definition.AsSpan(LongestCode, symbols.Length)))
            return true;
        defined = 0;
        symbols.CopyTo(values);
        Array.Clear(Symbols);
        int code = 0, number = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            offsets[length] = number - code;
            for (int i = counts[length - 1]; i > 0; i--, code++, number++)
            {
                if (code >= 1 << length)
                    return false;
                if (length <= LookAhead)
                    Symbols.AsSpan(code << (LookAhead - length), 1 << (LookAhead - length)).Fill((ushort)((length << 8) | values[number]));
            }

            limits[length] = code << (LongestCode - length);
            code <<= 1;
        }

        DefineCoefficients();
        counts.CopyTo(definition);
        symbols.CopyTo(definition.AsSpan(LongestCode));
        defined = LongestCode + symbols.Length;
        return true;
    }

    /// <summary>Decodes a code that is longer than <see cref="LookAhead"/>.</summary>
    /// <param name="next">The next 16 bits.</param>
    /// <returns>Length in the high byte, symbol in the low one; 0 if no code begins so.</returns>
    public int LongSymbol(int next)
    {
        for (int length = LookAhead + 1; length <= LongestCode; length++)
        {
            if (next < limits[length])
                return (length << 8) | values[offsets[length] + (next >> (LongestCode - length))];
        }

        return 0;
    }

    private void DefineCoefficients()
    {
        for (int next = 0; next < Coefficients.Length; next++)
        {
            int length = Symbols[next] >> 8, run = (Symbols[next] & 0xFF) >> 4, category = Symbols[next] & 0xF;
            Coefficients[next] = 0;
            if (length == 0 || length + category > LookAhead)
                continue;
            if (category == 0)
            {
                // A run of 16 zeros, or the end; other runs without a value occur in progressive scans only.
                Coefficients[next] = run switch { 15 => (16 << 8) | length, 0 => (EndOfBlock << 8) | length, _ => 0 };
                continue;
            }

            int value = (next >> (LookAhead - length - category)) & ((1 << category) - 1);
            if (value < 1 << (category - 1))
                value += 1 - (1 << category);
            Coefficients[next] = (value << 16) | (run << 8) | (length + category);
        }
    }
}
