using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

public sealed class JpegHeadersTests
{
    private static readonly (int H, int V)[] Gray = [(1, 1)];

    [Theory]
    [InlineData(0xC3, "lossless JPEG picture (SOF3)")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xC9, "arithmetic-coded")]
    [InlineData(0xCF, "hierarchical")]
    public void Read_OtherProcess_SaysWhatIsSupported(int marker, string found) =>
        Assert.Contains("baseline and progressive pictures of 8 bits", Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Frame(marker), found), StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 12, 0, 8, 0, 8, 1, 1, 0x11, 0 }, "12-bit")]
    [InlineData(new byte[] { 8, 0, 8, 0, 8, 2, 1, 0x11, 0, 2, 0x11, 0 }, "2 components")]
    [InlineData(new byte[] { 8, 0, 0, 0, 8, 1, 1, 0x11, 0 }, "8x0")]
    [InlineData(new byte[] { 8, 0, 8, 0, 0, 1, 1, 0x11, 0 }, "0x8")]
    [InlineData(new byte[] { 8, 255, 255, 255, 255, 1, 1, 0x11, 0 }, "65535x65535, more than")]
    [InlineData(new byte[] { 8, 0, 8, 0, 8, 1, 1, 0x51, 0 }, "sampling 5x1")]
    [InlineData(new byte[] { 8, 0, 8, 0, 8, 1, 1, 0x10, 0 }, "sampling 1x0")]
    [InlineData(new byte[] { 8, 0, 8, 0, 8, 1, 1, 0x11, 4 }, "quantization table 4")]
    [InlineData(new byte[] { 8, 0, 8, 0, 8, 3, 1, 0x11, 0 }, "9 bytes")]
    [InlineData(new byte[] { 8, 0 }, "2 bytes")]
    public void Read_FrameHeader_NamesWhatIsWrong(byte[] header, string found) => Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Segment(0xC0, header), found);

    [Theory]
    [InlineData(0xDB, new byte[] { 4, 1 }, "quantization table 4")]
    [InlineData(0xDB, new byte[] { 0x20, 1 }, "of 24 bits")]
    [InlineData(0xDB, new byte[] { 0, 1, 2 }, "2 bytes, expected 64")]
    [InlineData(0xC4, new byte[] { 0x20 }, "class 2")]
    [InlineData(0xC4, new byte[] { 0x05 }, "table 5")]
    [InlineData(0xC4, new byte[] { 0, 1 }, "2 bytes, expected at least 17")]
    [InlineData(0xC4, new byte[] { 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "says 1 codes")]
    [InlineData(0xC4, new byte[] { 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16 }, "category above 15")]
    [InlineData(0xC4, new byte[] { 0x10, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3 }, "more codes of one length")]
    [InlineData(0xDD, new byte[] { 1 }, "DRI segment has 1 bytes")]
    [InlineData(0xF3, new byte[0], "marker FFF3")]
    public void Read_Segment_NamesWhatIsWrong(int marker, byte[] data, string found) => Fails(new JpegBuilder(8, 8, 1, Gray).Segment(marker, data), found);

    [Fact]
    public void Read_MarkersOutOfOrder_NamesThem()
    {
        Fails(new JpegBuilder(8, 8, 1, Gray).Tables().End(), "without a frame header");
        Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Frame(0xC0).End(), "without data of component 1");
        Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Frame(0xC0).Frame(0xC0), "second frame header");
        Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Frame(0xC0).Raw(0xFF, 0xC0), "second frame header");
        Fails(new JpegBuilder(8, 8, 1, Gray).Raw(0xFF, 0xDA), "before the frame header");
        Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Raw(0xFF, 0xD8), "second start of a picture");
        Fails(new JpegBuilder(8, 8, 1, Gray).Raw(0xFF, 0xE0, 0, 1), "says 1 bytes");
        Fails(new JpegBuilder(8, 8, 1, Gray).Raw(0xFF, 0xE0, 0, 9, 1), "says 9 bytes");
        Assert.Contains("FFD8FF", Assert.Throws<PictureFormatException>(() => JpegReader.Read(new byte[] { 1, 2, 3 }, "a")).Message, StringComparison.Ordinal);
    }

    internal static string Fails(JpegBuilder builder, string found)
    {
        PictureFormatException error = Assert.Throws<PictureFormatException>(() => JpegReader.Read(builder.Bytes, "test.jpg"));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("test.jpg, offset ", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Offset, 0, builder.Bytes.Length);
        return error.Message;
    }
}
