namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>One Huffman table as an encoder needs it: a code for each symbol. Source: ITU T.81 Annex C.</summary>
internal sealed class JpegHuffmanCodes
{
    private readonly ushort[] codes = new ushort[256]; // [symbol]
    private readonly byte[] lengths = new byte[256]; // [symbol], 0 where the table has none

    /// <summary>Builds the codes from the numbers of codes of length 1..16 and the symbols in code order.</summary>
    public JpegHuffmanCodes(ReadOnlySpan<byte> bits, ReadOnlySpan<byte> values)
    {
        int code = 0;
        int next = 0;
        for (int length = 1; length <= 16; length++)
        {
            for (int i = 0; i < bits[length - 1]; i++)
            {
                byte symbol = values[next++];
                codes[symbol] = (ushort)code++;
                lengths[symbol] = (byte)length;
            }
            code <<= 1;
        }
    }

    /// <summary>Writes one quantized block.</summary>
    /// <param name="output">Where the bits go.</param>
    /// <param name="dc">The table for the first coefficient.</param>
    /// <param name="ac">The table for the others.</param>
    /// <param name="block">64 integers in zig-zag order.</param>
    /// <param name="previousDc">The first coefficient of the component's block before.</param>
    /// <remarks>Source: ITU T.81 F.1.2.1, F.1.2.2.</remarks>
    public static void EncodeBlock(JpegBitWriter output, JpegHuffmanCodes dc, JpegHuffmanCodes ac, ReadOnlySpan<int> block, int previousDc)
    {
        dc.Encode(output, 0, block[0] - previousDc);
        int run = 0;
        for (int k = 1; k < 64; k++)
        {
            int value = block[k];
            if (value == 0)
            {
                run++;
                continue;
            }
            for (; run > 15; run -= 16)
                output.PutBits(ac.codes[0xF0], ac.lengths[0xF0]);
            ac.Encode(output, run, value);
            run = 0;
        }
        if (run > 0)
            output.PutBits(ac.codes[0], ac.lengths[0]);
    }

    private void Encode(JpegBitWriter output, int run, int value)
    {
        int category = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        int symbol = run << 4 | category;
        // A negative value is sent as the low bits of value − 1: F.1.2.1.1.
        uint extra = (uint)(value < 0 ? value - 1 : value) & (1u << category) - 1;
        output.PutBits((uint)codes[symbol] << category | extra, lengths[symbol] + category);
    }
}
