using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class PictureFileTests
{
    [Fact]
    public void Read_Png_IsReadByItsSignature()
    {
        byte[] file = new PngBuilder().Header(1, 1).Rows(0, 42).End().Bytes;
        Assert.Equal([42], PictureFile.Read(file, "name.without.meaning").Pixels);
    }

    [Fact]
    public void Read_Jpeg_SaysNotSupportedYet()
    {
        PictureFormatException error = Assert.Throws<PictureFormatException>(() => PictureFile.Read(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "a.jpg"));
        Assert.Contains("JPEG", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 1, 2 }, "0102")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E }, "89504E")]
    public void Read_OtherBytes_SaysWhatWasFound(byte[] file, string found)
        => Assert.Contains(found, Assert.Throws<PictureFormatException>(() => PictureFile.Read(file, "a.bin")).Message, StringComparison.Ordinal);

    [Fact]
    public void Extensions_AreLowerCaseWithDot()
        => Assert.All(PictureFile.Extensions, extension => Assert.Matches(@"^\.[a-z]+$", extension));
}
