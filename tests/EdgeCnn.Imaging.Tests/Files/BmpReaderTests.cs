using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class BmpReaderTests
{
    private static readonly byte[] FourColours = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9];

    [Theory]
    [InlineData(24, false, 40)]
    [InlineData(24, true, 40)]
    [InlineData(24, false, 12)]
    [InlineData(24, false, 16)]
    [InlineData(24, false, 124)]
    [InlineData(32, false, 40)]
    [InlineData(32, true, 108)]
    public void Read_Colours_GivesPixels(int bits, bool topDown, int header)
    {
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (2, 3), (3, 2), (7, 5)])
        {
            byte[] rgb = TestPictures.Noise(width, height, PixelFormat.Rgb24, bits).Pixels;
            byte[] file = BmpBuilder.Colours(width, height, bits, rgb, topDown, header);
            Image picture = BmpReader.Read(file, "a.bmp");
            Assert.Equal((width, height, PixelFormat.Rgb24), (picture.Width, picture.Height, picture.Format));
            Assert.Equal(rgb, picture.Pixels);
            Assert.Equal(new PictureInfo(width, height, PixelFormat.Rgb24), PictureFile.ReadInfo(file, "a.bmp"));
        }
    }

    [Theory]
    [InlineData(1, false, 40)]
    [InlineData(2, true, 40)]
    [InlineData(4, false, 40)]
    [InlineData(4, true, 40)]
    [InlineData(4, false, 12)]
    [InlineData(8, false, 40)]
    [InlineData(8, false, 108)]
    [InlineData(1, false, 12)]
    public void Read_Indices_GiveTheirColours(int bits, bool topDown, int header)
    {
        Random random = new(bits);
        byte[] palette = new byte[3 << bits];
        random.NextBytes(palette);
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (9, 3), (16, 2), (31, 4)])
        {
            byte[] indices = [.. Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(1 << bits))];
            Image picture = BmpReader.Read(BmpBuilder.Indexed(width, height, bits, indices, palette, topDown, header), "a.bmp");
            Assert.Equal([.. indices.SelectMany(index => palette[(3 * index)..((3 * index) + 3)])], picture.Pixels);
        }
    }

    [Fact]
    public void Read_PaletteOfGreys_IsGrey()
    {
        byte[] file = BmpBuilder.Indexed(3, 1, 8, [0, 1, 2], [5, 5, 5, 80, 80, 80, 200, 200, 200]);
        Image picture = BmpReader.Read(file, "a.bmp");
        Assert.Equal(PixelFormat.Gray8, picture.Format);
        Assert.Equal([5, 80, 200], picture.Pixels);
        Assert.Equal(PixelFormat.Gray8, PictureFile.ReadInfo(file, "a.bmp").Format);
    }

    [Fact]
    public void Read_BitFields_AreScaledAndRounded()
    {
        // 5-6-5: 31, 63 and 31 are full; 15 of 31 is 123.4, 32 of 63 is 129.5.
        Image picture = BmpReader.Read(BmpBuilder.Masked(2, 1, 16, [0xFFFF, (15 << 11) | (32 << 5) | 1], [0xF800, 0x07E0, 0x001F]), "a.bmp");
        Assert.Equal([255, 255, 255, 123, 130, 8], picture.Pixels);
        // Without masks 16 bits are 5-5-5.
        byte[] plain = BmpBuilder.File(1, 1, 16, 0, 40, [], [0x00, 0x7C, 0, 0]);
        Assert.Equal([255, 0, 0], BmpReader.Read(plain, "a.bmp").Pixels);
        // 10 bits each, and a mask for alpha in a head that has a place for it.
        Image deep = BmpReader.Read(BmpBuilder.Masked(1, 1, 32, [(1023u << 20) | (512u << 10) | (1u << 30)], [0x3FF00000, 0x000FFC00, 0x000003FF, 0xC0000000], header: 108), "a.bmp");
        Assert.Equal(PixelFormat.Rgba32, deep.Format);
        Assert.Equal([255, 128, 0, 85], deep.Pixels);
        Assert.Equal([255, 128, 0, 85], BmpReader.Read(BmpBuilder.Masked(1, 1, 32, [(1023u << 20) | (512u << 10) | (1u << 30)], [0x3FF00000, 0x000FFC00, 0x000003FF, 0xC0000000]), "a.bmp").Pixels);
    }

    [Fact]
    public void Read_Runs_GivePixelsByHand()
    {
        // Bottom row: three of colour 1, then 2 and 0 as they are (padded); top row: one skipped, four of colour 3.
        byte[] eight = [3, 1, 0, 3, 2, 0, 0, 0, 0, 0, 0, 2, 1, 0, 4, 3, 0, 1];
        Image picture = BmpReader.Read(BmpBuilder.Runs(6, 2, 8, eight, FourColours), "a.bmp");
        Assert.Equal(Colour([0, 3, 3, 3, 3, 0, 1, 1, 1, 2, 0, 0]), picture.Pixels);
        // Nibbles: a run alternates between two colours.
        byte[] four = [3, 0x12, 0, 3, 0x30, 0x10, 0, 0, 6, 0x01, 0, 1];
        Assert.Equal(Colour([0, 1, 0, 1, 0, 1, 1, 2, 1, 3, 0, 1]), BmpReader.Read(BmpBuilder.Runs(6, 2, 4, four, FourColours), "a.bmp").Pixels);
        Assert.Contains("leaves the picture", Assert.Throws<PictureFormatException>(() => BmpReader.Read(BmpBuilder.Runs(2, 1, 8, [3, 1, 0, 1], FourColours), "a.bmp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RunsWithoutEndMark_AreTakenIfTheRowsAreWhole()
    {
        Assert.Equal(Colour([1, 1]), BmpReader.Read(BmpBuilder.Runs(2, 1, 8, [2, 1], FourColours), "a.bmp").Pixels);
        Assert.Contains("truncated", Assert.Throws<PictureFormatException>(() => BmpReader.Read(BmpBuilder.Runs(2, 2, 8, [2, 1], FourColours), "a.bmp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongFields_NamesThem()
    {
        Fails(BmpBuilder.File(1, 1, 5, 0, 40, [], new byte[4]), "5 bits a pixel");
        Fails(BmpBuilder.File(1, 1, 24, 4, 40, [], new byte[4]), "compression 4");
        Fails(BmpBuilder.File(1, -1, 8, 1, 40, new byte[1024], new byte[4]), "first row on top");
        Fails(BmpBuilder.File(1, 1, 24, 0, 41, [], new byte[4]), "a head of 41 bytes");
        Fails(BmpBuilder.File(0, 1, 24, 0, 40, [], new byte[4]), "0x1");
        Fails(BmpBuilder.File(9000, 9000, 24, 0, 40, [], new byte[4]), "9000x9000");
        Fails(BmpBuilder.File(2, 2, 24, 0, 40, [], new byte[13]), "takes 14 bytes, but 13 follow");
        Fails(BmpBuilder.File(2, 2, 8, 0, 40, new byte[8], new byte[8]), "inside its palette");
        Fails(BmpBuilder.Masked(1, 1, 16, [0], [0xF00F, 0x07E0, 0x001F]), "mask 0000F00F");
        Fails(BmpBuilder.Masked(1, 1, 16, [0], [0xF800, 0xFFE0, 0x001F]), "mask 0000FFE0");
        Fails(BmpBuilder.Masked(1, 1, 16, [0], [0, 0, 0]), "all 0");
        Fails(BmpBuilder.Indexed(1, 1, 8, [4], FourColours), "index 4, but the palette has 4 colours");
        byte[] moved = BmpBuilder.Colours(1, 1, 24, [1, 2, 3]);
        moved[10] = 20;
        Fails(moved, "begin at offset 20");
    }

    [Fact]
    public void Read_EveryTruncation_IsFormatError()
    {
        byte[] file = BmpBuilder.Indexed(5, 3, 4, new byte[15], FourColours);
        // The last row's padding may be missing.
        for (int length = 0; length < file.Length - 1; length++)
            Assert.Throws<PictureFormatException>(() => BmpReader.Read(file.AsMemory(0, length), "cut.bmp"));
    }

    [Fact]
    public void Read_SmallFileOfHugePicture_IsRefusedBeforeAllocating()
    {
        byte[] file = BmpBuilder.Runs(8192, 8192, 8, [0, 1], FourColours);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, "that are allowed for a file");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    private static byte[] Colour(int[] indices) => [.. indices.SelectMany(index => FourColours[(3 * index)..((3 * index) + 3)])];

    private static void Fails(byte[] file, string message)
    {
        PictureFormatException error = Assert.Throws<PictureFormatException>(() => BmpReader.Read(file, "test.bmp"));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.StartsWith($"test.bmp, offset {error.Offset}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
