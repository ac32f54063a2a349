using System.Buffers.Binary;
using EdgeCnn.Imaging.Files.Jpeg;

namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

public sealed class JpegApplicationDataTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Orientation_OfEachValue_IsFound(bool big)
    {
        for (int value = 1; value <= 8; value++)
            Assert.Equal((PictureOrientation)value, JpegApplicationData.Orientation(Tiff(big, (0x0100, 4, 640), (0x0112, 3, value))));
    }

    [Theory]
    [InlineData(0x0112, 3, 0)]
    [InlineData(0x0112, 3, 9)]
    [InlineData(0x0112, 4, 6)]
    [InlineData(0x0113, 3, 6)]
    public void Orientation_OtherTagTypeOrValue_IsNone(int tag, int type, int value) => Assert.Null(JpegApplicationData.Orientation(Tiff(true, (tag, type, value))));

    [Fact]
    public void Orientation_DamagedStructure_IsNoneAndNoError()
    {
        byte[] whole = Tiff(false, (0x0112, 3, 6));
        for (int length = 0; length < whole.Length - 4; length++)
            Assert.Null(JpegApplicationData.Orientation(whole.AsSpan(0, length)));
        for (int seed = 0; seed < 2000; seed++)
        {
            Random random = new(seed);
            byte[] changed = [.. whole];
            changed[random.Next(4, 14)] = (byte)random.Next(256);
            JpegApplicationData.Orientation(changed);
        }
    }

    internal static byte[] Tiff(bool big, params (int Tag, int Type, int Value)[] entries)
    {
        List<byte> bytes = [.. big ? "MM"u8 : "II"u8];

        void Word(int value)
        {
            Span<byte> word = stackalloc byte[2];
            if (big)
                BinaryPrimitives.WriteUInt16BigEndian(word, (ushort)value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)value);
            bytes.AddRange(word);
        }

        // The directory follows the header; a word's high half comes first or last.
        foreach (int value in (int[])[42, big ? 0 : 8, big ? 8 : 0, entries.Length])
            Word(value);
        foreach ((int tag, int type, int value) in entries)
        {
            foreach (int word in (int[])[tag, type, big ? 0 : 1, big ? 1 : 0, value, 0])
                Word(word);
        }

        bytes.AddRange(new byte[4]);
        return [.. bytes];
    }
}
