using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

public sealed class JpegScanTests
{
    private static readonly (int H, int V)[] Gray = [(1, 1)];
    private static readonly (int H, int V)[] Colour = [(1, 1), (1, 1), (1, 1)];

    [Theory]
    [InlineData(new byte[] { 1, 1, 0, 0, 63 }, "5 bytes for 1 components")]
    [InlineData(new byte[] { 0, 0, 63, 0 }, "4 bytes for 0 components")]
    [InlineData(new byte[] { 1, 9, 0, 0, 63, 0 }, "component 9")]
    [InlineData(new byte[] { 2, 1, 0, 1, 0, 0, 63, 0 }, "component 1")]
    [InlineData(new byte[] { 1, 1, 0x20, 0, 63, 0 }, "Huffman tables 2 and 0")]
    [InlineData(new byte[] { 1, 1, 0x0F, 0, 63, 0 }, "Huffman tables 0 and 15")]
    public void Read_ScanHeader_NamesWhatIsWrong(byte[] header, string found) => JpegHeadersTests.Fails(New(0xC0, Gray).Segment(0xDA, header), found);

    [Theory]
    [InlineData(0, 5, 0x00)]
    [InlineData(5, 4, 0x00)]
    [InlineData(1, 64, 0x00)]
    [InlineData(1, 63, 0x0E)]
    [InlineData(1, 63, 0x31)]
    public void Read_ProgressiveScan_NamesWhatIsWrong(byte first, byte last, byte bits) => JpegHeadersTests.Fails(New(0xC2, Gray).Segment(0xDA, 1, 1, 0, first, last, bits), $"coefficients {first}..{last}, bits {bits:X2}");

    [Fact]
    public void Read_ScansThatDoNotFitTheFrame_AreErrors()
    {
        JpegHeadersTests.Fails(New(0xC2, Colour).Scan([0, 1], 0, 0, 0, 0).Segment(0xDA, 2, 1, 0, 2, 0, 1, 63, 0), "2 components, coefficients 1..63");
        JpegHeadersTests.Fails(New(0xC0, Gray).Scan([0], 0, 63, 0, 0).Scan([0], 0, 63, 0, 0), "a second time");
        JpegHeadersTests.Fails(New(0xC0, (4, 2), (2, 1), (1, 1)).Scan([0, 1, 2], 0, 63, 0, 0), "an MCU of 11 blocks");
        JpegHeadersTests.Fails(New(0xC0, Colour).Scan([0, 1], 0, 63, 0, 0).End(), "without data of component 3");
        JpegHeadersTests.Fails(new JpegBuilder(8, 8, 1, Gray).Frame(0xC0).Scan([0], 0, 63, 0, 0), "quantization table 0, which the file has not defined");
        JpegHeadersTests.Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Segment(0xDA, 1, 1, 0, 0, 63, 0), "before the frame header");
    }

    [Fact]
    public void Read_CodedData_NamesWhatIsWrong()
    {
        JpegBuilder Scan() => new JpegBuilder(64, 64, 1, Gray).Tables().Frame(0xC0).Segment(0xDA, 1, 1, 0, 0, 63, 0);
        byte[] zeros = new byte[400];
        JpegHeadersTests.Fails(Scan().Raw(0, 0), "which the 2 bytes left in the file cannot hold");
        JpegHeadersTests.Fails(Scan().Raw(zeros[..20]), "the file ends inside the coded data");
        JpegHeadersTests.Fails(Scan().Raw(zeros[..20]).End().Raw(zeros), "the coded data ends at a marker");
        JpegHeadersTests.Fails(Scan().Raw(0x40).Raw(zeros), "a code that its Huffman table does not have");
        JpegHeadersTests.Fails(Scan().Raw(0, 0xF0, 0xF0, 0xF0, 0xF1).Raw(zeros), "past the end of a block");
        JpegBuilder restarts = new JpegBuilder(64, 64, 1, Gray).Tables().Frame(0xC0).Restarts(1).Segment(0xDA, 1, 1, 0, 0, 63, 0).Raw(0, 0);
        JpegHeadersTests.Fails(restarts.Raw(0xFF, 0xD1).Raw(zeros), "marker FFD1 where restart marker RST0");
        JpegBuilder band = new JpegBuilder(8, 8, 1, Gray).Tables().Frame(0xC2).Segment(0xDA, 1, 1, 0, 1, 5, 0);
        JpegHeadersTests.Fails(band.Raw(0x71).Raw(zeros), "past the end of a band");
    }

    [Fact]
    public void Read_ProgressiveScanThatStopsAtTheNext_LeavesThePictureLessSharp()
    {
        JpegBuilder New() => JpegScanTests.New(0xC2, Gray).Scan([0], 0, 0, 0, 0);
        byte[] soft = JpegReader.Read(New().End().Bytes, "soft.jpg").Pixels;
        Assert.Equal(soft, JpegReader.Read(New().Segment(0xDA, 1, 1, 0, 1, 63, 0).End().Bytes, "stopped.jpg").Pixels);
        Assert.NotEqual(soft, JpegReader.Read(New().Scan([0], 1, 63, 0, 0).End().Bytes, "sharp.jpg").Pixels);
    }

    [Fact]
    public void Read_MoreScansThanAllowed_IsAnError()
    {
        JpegBuilder many = New(0xC2, Gray).Scan([0], 0, 0, 0, 0);
        for (int i = 1; i < 500; i++)
            many.Segment(0xDA, 1, 1, 0, 1, 63, 0).Raw(0);
        Assert.Equal(8, JpegReader.Read((byte[])[.. many.Bytes, 0xFF, 0xD9], "many.jpg").Width);
        JpegHeadersTests.Fails(many.Segment(0xDA, 1, 1, 0, 1, 63, 0).Raw(0).End(), "scan 501 of the picture");
    }

    [Fact]
    public void Read_LargePictureOfManyScans_IsAnErrorSoon()
    {
        // Each scan says 15 times that the next 16,384 blocks get nothing new: symbol E0 and 14 bits of 0.
        string bits = string.Concat(Enumerable.Repeat("1110000000000000000000", 15)).PadRight(336, '1');
        byte[] nothing = [.. Enumerable.Range(0, 42).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))];
        JpegBuilder many = new JpegBuilder(8, 8, 1, Gray).Tables().Segment(0xC2, 8, 0x0F, 0, 0x0F, 0, 1, 1, 0x11, 0);
        for (int i = 0; i < 400; i++)
            many.Segment(0xDA, 1, 1, 0, 1, 63, 0).Raw(nothing);
        JpegHeadersTests.Fails(many.End(), "50 of the whole picture, are allowed");
    }

    [Fact]
    public void Read_PictureOutOfProportionToTheFile_IsAnError() =>
        JpegHeadersTests.Fails(new JpegBuilder(8, 8, 1, Gray).Tables().Segment(0xC2, 8, 0x1F, 0xFF, 0x1F, 0xFF, 1, 1, 0x11, 0).Segment(0xDA, 1, 1, 0, 1, 63, 0), "more than the");

    private static JpegBuilder New(int marker, params (int H, int V)[] sampling) => new JpegBuilder(8, 8, 1, sampling).Tables().Frame(marker);
}
