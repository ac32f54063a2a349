using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class PngWriterTests
{
    [Theory]
    [InlineData(PixelFormat.Gray8)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Rgba32)]
    public void Write_AnySize_IsReadBackExactly(PixelFormat format)
    {
        (int Width, int Height)[] sizes = [(1, 1), (1, 7), (9, 1), (33, 17), (128, 64)];
        foreach ((int width, int height) in sizes)
        {
            foreach (Image picture in (Image[])[TestPictures.Noise(width, height, format, seed: 1), TestPictures.Waves(width, height, format)])
            {
                byte[] file = Encode(picture.View);
                Image back = PngReader.Read(file, "written.png");
                Assert.Equal((width, height, format), (back.Width, back.Height, back.Format));
                Assert.Equal(picture.Pixels, back.Pixels);
                Assert.Equal(picture.Pixels, ReferencePngDecoder.Decode(file).Samples);
            }
        }
    }

    [Fact]
    public void Write_RowsWithPadding_LeavesItOut()
    {
        byte[] padded = [1, 2, 99, 3, 4, 99];
        Image back = PngReader.Read(Encode(new ImageView(padded, 2, 2, 3, PixelFormat.Gray8)), "padded.png");
        Assert.Equal([1, 2, 3, 4], back.Pixels);
    }

    [Fact]
    public void Write_Twice_GivesSameBytes()
    {
        Image picture = TestPictures.Waves(64, 48, PixelFormat.Rgb24);
        Assert.Equal(Encode(picture.View), Encode(picture.View));
    }

    [Fact]
    public void Write_SoftPicture_FiltersMakeItSmall()
    {
        Image picture = TestPictures.Waves(256, 256, PixelFormat.Gray8);
        Assert.True(Encode(picture.View).Length < PngBuilder.Compress(picture.Pixels).Length / 2);
    }

    [Fact]
    public void Write_Path_MakesOneFile()
    {
        string folder = Directory.CreateTempSubdirectory("edgecnn-").FullName;
        try
        {
            Image picture = TestPictures.Noise(5, 4, PixelFormat.Rgba32, seed: 2);
            string path = Path.Combine(folder, "a.png");
            PngWriter.Write(path, picture.View);
            Assert.Equal([path], Directory.GetFiles(folder));
            Assert.Equal(picture.Pixels, PngReader.Read(path).Pixels);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Encode(ImageView picture)
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, picture);
        return stream.ToArray();
    }
}
