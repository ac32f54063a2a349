using System.Text;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class PnmReaderTests
{
    [Theory]
    [InlineData("P1 3 2\n101\n0 1 0", PixelFormat.Gray8, new byte[] { 0, 255, 0, 255, 0, 255 })]
    [InlineData("P1\n#comment 9 9\n3 # more\n1\n1 0 1\n", PixelFormat.Gray8, new byte[] { 0, 255, 0 })]
    [InlineData("P2 2 1 100 0\n50", PixelFormat.Gray8, new byte[] { 0, 128 })]
    [InlineData("P2 2 1 65535 65535 32768 ignored", PixelFormat.Gray8, new byte[] { 255, 128 })]
    [InlineData("P3 1 2 255\n1 2 3\n# between\n4 5 6\n", PixelFormat.Rgb24, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("P4 9 1\n\u0080\u0080", PixelFormat.Gray8, new byte[] { 0, 255, 255, 255, 255, 255, 255, 255, 0 })]
    [InlineData("P5 2 1 255\n\u000A\u0020", PixelFormat.Gray8, new byte[] { 10, 32 })]
    [InlineData("P5\r2 1 15 \u000F\u0008", PixelFormat.Gray8, new byte[] { 255, 136 })]
    [InlineData("P5 1 2 65535\n\u0080\u0000\u00FF\u00FF", PixelFormat.Gray8, new byte[] { 128, 255 })]
    [InlineData("P6 1 1 255\n\u0001\u0002\u0003P6", PixelFormat.Rgb24, new byte[] { 1, 2, 3 })]
    public void Read_EachKindByHand_GivesPixels(string text, PixelFormat format, byte[] expected)
    {
        byte[] file = Encoding.Latin1.GetBytes(text);
        Image picture = PnmReader.Read(file, "a.pnm");
        Assert.Equal(format, picture.Format);
        Assert.Equal(expected, picture.Pixels);
        Assert.Equal(new PictureInfo(picture.Width, picture.Height, format), PictureFile.ReadInfo(file, "a.pnm"));
    }

    [Theory]
    [InlineData("P7 1 1 255\n1", "the magic P1..P6")]
    [InlineData("P5", "the magic P1..P6")]
    [InlineData("P5 ", "where a width is expected")]
    [InlineData("P5 1", "where a height is expected")]
    [InlineData("P5 -1 1 255\n1", "byte 2D where a width")]
    [InlineData("P5 0 1 255\n1", "0x1")]
    [InlineData("P5 9000 9000 255\n1", "9000x9000")]
    [InlineData("P5 99999999999 1 255\n1", "above 100000000")]
    [InlineData("P5 1 1 0\n1", "largest value is 0")]
    [InlineData("P5 1 1 65536\n1", "largest value is 65536")]
    [InlineData("P5 1 1 255", "white space is missing")]
    [InlineData("P5 2 1 255\n1", "takes at least 2 bytes, but 1 follow")]
    [InlineData("P5 1 1 15\n\u0010", "a sample of 16, but the largest value is 15")]
    [InlineData("P2 1 1 15\n16", "a sample of 16, but the largest value is 15")]
    [InlineData("P2 2 1 15\n1  ", "where a sample is expected")]
    [InlineData("P1 2 1\n12", "byte 32 where a bit")]
    [InlineData("P3 1000 1000 255\n1 2 3", "takes at least 5999999 bytes")]
    public void Read_WrongFile_SaysWhatIsWrong(string text, string message)
    {
        PictureFormatException error = Assert.Throws<PictureFormatException>(() => PnmReader.Read(Encoding.Latin1.GetBytes(text), "a.pnm"));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.StartsWith($"a.pnm, offset {error.Offset}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
