using System.Buffers;

namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Collects the markers and the entropy-coded bits of a JPEG file. Source: ITU T.81 B.1.1, F.1.2.3.</summary>
internal sealed class JpegBitWriter
{
    private readonly byte[] buffer = new byte[4096];
    private IBufferWriter<byte>? sink;
    private int filled;
    private ulong pending;
    private int bitCount;

    /// <summary>Starts a file.</summary>
    public void Start(IBufferWriter<byte> output)
    {
        sink = output;
        filled = 0;
        pending = 0;
        bitCount = 0;
    }

    /// <summary>Hands over what is still held and lets go of the output.</summary>
    public void Finish()
    {
        Flush();
        sink = null;
    }

    /// <summary>Writes one byte outside entropy-coded data.</summary>
    public void PutByte(int value)
    {
        if (filled == buffer.Length)
            Flush();
        buffer[filled++] = (byte)value;
    }

    /// <summary>Writes a two-byte number, high byte first.</summary>
    public void PutWord(int value)
    {
        PutByte(value >> 8);
        PutByte(value);
    }

    /// <summary>Writes bytes outside entropy-coded data.</summary>
    public void PutBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            PutByte(value);
    }

    /// <summary>Appends the low <paramref name="count"/> (≤ 27) bits of <paramref name="bits"/>, whose higher bits are 0.</summary>
    public void PutBits(uint bits, int count)
    {
        pending = pending << count | bits;
        bitCount += count;
        while (bitCount >= 8)
        {
            bitCount -= 8;
            PutCodedByte((byte)(pending >> bitCount));
        }
    }

    /// <summary>Fills the last byte of entropy-coded data with ones.</summary>
    public void AlignWithOnes()
    {
        if (bitCount > 0)
            PutBits((1u << (8 - bitCount)) - 1, 8 - bitCount);
    }

    private void PutCodedByte(byte value)
    {
        PutByte(value);
        // A zero after 0xFF tells data from a marker.
        if (value == 0xFF)
            PutByte(0);
    }

    private void Flush()
    {
        sink!.Write(buffer.AsSpan(0, filled));
        filled = 0;
    }
}
