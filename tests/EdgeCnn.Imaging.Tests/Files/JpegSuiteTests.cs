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
