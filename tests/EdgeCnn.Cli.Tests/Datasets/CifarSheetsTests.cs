using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Cli.Tests.Datasets;

public sealed class CifarSheetsTests
{
    [Fact]
    public void Pack_TwoRows_GivesLabelThenPlanes()
    {
        byte[] pixels = new byte[2 * 1024 * 3];
        new Random(5).NextBytes(pixels);
        byte[] records = CifarSheets.Pack(new Image(1024, 2, PixelFormat.Rgb24, pixels), [7, 2], "sheet.png");
        Assert.Equal(2 * 3073, records.Length);
        Assert.Equal((7, 2), (records[0], records[3073]));
        for (int i = 0; i < 2 * 1024 * 3; i++)
            Assert.Equal(pixels[i], records[i / 3072 * 3073 + 1 + i % 3 * 1024 + i / 3 % 1024]);
    }

    [Fact]
    public void Pack_WrongNumberOfLabels_SaysBothSizes()
    {
        Image sheet = new(1024, 1, PixelFormat.Rgb24, new byte[3072]);
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => CifarSheets.Pack(sheet, [1, 2], "sheet.png"));
        Assert.Contains("1024x1 Rgb24, expected 1024x2", error.Message, StringComparison.Ordinal);
    }
}
