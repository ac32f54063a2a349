using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>PngSuite and libpng's test pictures: what is supported equals the reference decoder, all else is a format error.</summary>
public sealed class PngSuiteTests
{
    [SharedDataFact("png-suite")]
    public void Read_SupportedPictures_MatchReference()
    {
        int read = 0;
        foreach (string path in Directory.EnumerateFiles(TestData.Shared("png-suite"), "*.png", SearchOption.AllDirectories))
        {
            byte[] file = File.ReadAllBytes(path);
            if (!IsValid(path) || !IsSupported(file))
                continue;
            Image picture = PngReader.Read(path);
            (int width, int height, int channels, byte[] samples) = ReferencePngDecoder.Decode(file);
            Assert.True((width, height, channels) == (picture.Width, picture.Height, picture.Format.BytesPerPixel()), path);
            Assert.True(samples.AsSpan().SequenceEqual(picture.Pixels), path);
            read++;
        }
        Assert.True(read >= 30, $"only {read} supported pictures found");
    }

    [SharedDataFact("png-suite")]
    public void Read_CorruptOrUnsupportedPictures_AreFormatErrors()
    {
        int refused = 0;
        foreach (string path in Directory.EnumerateFiles(TestData.Shared("png-suite"), "*.png", SearchOption.AllDirectories))
        {
            if (IsValid(path) && IsSupported(File.ReadAllBytes(path)))
                continue;
            Exception? error = Record.Exception(() => PngReader.Read(path));
            Assert.True(error is PictureFormatException, $"{path}: {error?.ToString() ?? "was read"}");
            refused++;
        }
        Assert.True(refused >= 200, $"only {refused} such pictures found");
    }

    /// <summary>PngSuite's corrupt pictures start with x, libpng's lie in a folder of their own.</summary>
    private static bool IsValid(string path) => !Path.GetFileName(path).StartsWith('x') && !path.Contains("crashers", StringComparison.Ordinal);

    private static bool IsSupported(byte[] file)
        => file[24] == 8 && file[25] is 0 or 2 or 6 && file[28] == 0 && file.AsSpan().IndexOf("tRNS"u8) < 0;
}
