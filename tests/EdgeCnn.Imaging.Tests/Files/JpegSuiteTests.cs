using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>The pictures of jpeg-decoder and Exif's eight orientations: close to the reference pictures, or a format error.</summary>
public sealed class JpegSuiteTests
{
    // What libjpeg and the programs built on it differ by among themselves.
    private const int Tolerance = 3;

    private static string Suite => TestData.Shared("jpeg-suite");

    [SharedDataFact("jpeg-suite")]
    public void Read_PicturesWithReference_AreClose()
    {
        int read = 0;
        List<string> wrong = [];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Suite, "jpeg-decoder/reftest"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] file = File.ReadAllBytes(path);
            // One file of the suite is a PNG picture by another name.
            if (path.Contains("lossless", StringComparison.Ordinal) || !JpegReader.HasSignature(file))
                continue;
            string? difference = Compare(PictureFile.Read(file, path), Path.ChangeExtension(path, ".png"));
            if (difference is not null)
                wrong.Add($"{path}: {difference}");
            read++;
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(read >= 30, $"only {read} pictures found");
    }

    /// <summary>Files that libjpeg takes with no more than a warning may be read; none may do anything but be read or be refused.</summary>
    [SharedDataFact("jpeg-suite")]
    public void Read_CrashFiles_AreReadOrRefused()
    {
        int read = 0, refused = 0;
        List<string> wrong = [];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Suite, "jpeg-decoder/crashtest"), "*.jpg", SearchOption.AllDirectories))
        {
            Exception? error = Record.Exception(() => JpegReader.Read(path));
            if (error is not (null or PictureFormatException))
                wrong.Add($"{path}: {error}");
            read += error is null ? 1 : 0;
            refused += error is PictureFormatException ? 1 : 0;
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(refused >= 90 && read is > 0 and <= 12, $"{read} read, {refused} refused");
    }

    [SharedDataFact("jpeg-suite")]
    public void Read_LosslessPictures_SaysWhatIsSupported()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Suite, "jpeg-decoder/reftest/images/lossless"), "*.jpg", SearchOption.AllDirectories))
            Assert.Contains("a lossless JPEG picture (SOF3), which is not supported; baseline and progressive", Assert.Throws<PictureFormatException>(() => JpegReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [SharedDataTheory("jpeg-suite")]
    [InlineData("Landscape", 1800, 1200)]
    [InlineData("Portrait", 1200, 1800)]
    public void Read_EachExifOrientation_IsUpright(string name, int width, int height)
    {
        Image upright = JpegReader.Read(Path.Combine(Suite, $"exif-orientation/{name}_1.jpg"));
        for (int orientation = 0; orientation <= 8; orientation++)
        {
            Image picture = JpegReader.Read(Path.Combine(Suite, $"exif-orientation/{name}_{orientation}.jpg"));
            Assert.Equal((width, height), (picture.Width, picture.Height));
            long difference = 0;
            for (int i = 0; i < picture.Pixels.Length; i++)
                difference += Math.Abs(picture.Pixels[i] - upright.Pixels[i]);
            // They differ in the number that is painted on them, and were compressed one by one.
            Assert.True(difference < 8L * picture.Pixels.Length, $"{name}_{orientation}.jpg: {(double)difference / picture.Pixels.Length:F1} levels from number 1 on average");
        }
    }

    private static string? Compare(Image picture, string reference)
    {
        (int width, int height, int channels, byte[] samples) = ReferencePngDecoder.Decode(File.ReadAllBytes(reference));
        int bytes = picture.Format.BytesPerPixel();
        if ((width, height) != (picture.Width, picture.Height))
            return $"{picture.Width}x{picture.Height}, expected {width}x{height}";
        int most = 0, over = 0;
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            int difference = Math.Abs(picture.Pixels[i] - samples[(i / bytes * channels) + (i % bytes)]);
            most = Math.Max(most, difference);
            over += difference > Tolerance ? 1 : 0;
        }

        return over == 0 ? null : $"{over} of {picture.Pixels.Length} samples differ by more than {Tolerance}, the most by {most}";
    }
}
