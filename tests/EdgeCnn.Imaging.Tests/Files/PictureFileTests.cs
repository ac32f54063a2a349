using EdgeCnn.Imaging.Files;
using EdgeCnn.Imaging.Tests.Files.Jpeg;

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
    public void Read_Jpeg_IsReadByItsSignature()
    {
        Image picture = PictureFile.Read(new JpegBuilder(5, 3, 1, (1, 1)).Sequential().Bytes, "name.without.meaning");
        Assert.Equal((5, 3, PixelFormat.Gray8), (picture.Width, picture.Height, picture.Format));
    }

    [Fact]
    public void Extensions_OfBothKinds_AreKnown() => Assert.Equal([".jpeg", ".jpg", ".png"], PictureFile.Extensions.Order());

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
