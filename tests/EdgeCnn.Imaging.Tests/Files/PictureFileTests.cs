using System.Diagnostics;
using EdgeCnn.Graph;
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
    public void Read_BmpAndPnm_AreReadByTheirSignature()
    {
        Assert.Equal([9, 8, 7], PictureFile.Read(BmpBuilder.Colours(1, 1, 24, [9, 8, 7]), "name.without.meaning").Pixels);
        Assert.Equal([9, 8, 7], PictureFile.Read((byte[])[.. "P6 1 1 255\n"u8, 9, 8, 7], "name.without.meaning").Pixels);
    }

    [Fact]
    public void Extensions_OfAllKinds_AreKnown() => Assert.Equal([".bmp", ".dib", ".jfif", ".jpe", ".jpeg", ".jpg", ".pbm", ".pgm", ".png", ".pnm", ".ppm"], PictureFile.Extensions.Order());

    /// <summary>To open one would wait for somebody to write to it.</summary>
    [Fact]
    public void Read_Pipe_IsRefusedAndNotWaitedFor()
    {
        string pipe = Path.Combine(Directory.CreateTempSubdirectory("edgecnn-pipe-").FullName, "a.png");
        using (Process mkfifo = Process.Start("mkfifo", pipe))
            mkfifo.WaitForExit();
        Assert.True(File.Exists(pipe));
        Assert.Contains("a pipe or device", Assert.Throws<PictureFormatException>(() => PictureFile.ReadInfo(pipe)).Message, StringComparison.Ordinal);
        Assert.Contains("a pipe or device", Assert.Throws<PictureFormatException>(() => PictureFile.Read(pipe)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(pipe)!, recursive: true);
    }

    [Fact]
    public void ReadInfo_Jpeg_IsThatOfThePicture()
    {
        foreach ((int h, int v)[] sampling in ((int, int)[][])[[(1, 1)], [(2, 1), (1, 1), (1, 1)]])
        {
            byte[] file = new JpegBuilder(5, 3, 1, sampling).Sequential().Bytes;
            Assert.Equal(new PictureInfo(5, 3, PictureFile.Read(file, "a.jpg").Format), PictureFile.ReadInfo(file, "a.jpg"));
        }
    }

    /// <summary>A comment longer than what is read at first.</summary>
    [Fact]
    public void ReadInfo_LongHead_IsReadInFull()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgecnn-head-{Guid.NewGuid():N}.ppm");
        try
        {
            File.WriteAllBytes(path, [.. "P6\n#"u8, .. Enumerable.Repeat((byte)'x', 200_000), .. "\n1 1 255\n"u8, 9, 8, 7]);
            Assert.Equal(new PictureInfo(1, 1, PixelFormat.Rgb24), PictureFile.ReadInfo(path));
            File.WriteAllBytes(path, [.. "P6\n#"u8, .. Enumerable.Repeat((byte)'x', 200_000)]);
            Assert.Throws<PictureFormatException>(() => PictureFile.ReadInfo(path));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => PictureFile.ReadInfo("no-such-file.png")).ExitCode);
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
