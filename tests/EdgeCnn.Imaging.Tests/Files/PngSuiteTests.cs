using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>PngSuite and libpng's test pictures: what is valid equals the reference decoder, all else is a format error.</summary>
public sealed class PngSuiteTests
{
    // Of the folder of crashers, those whose picture is whole: only chunks that are skipped are empty.
    private static readonly string[] ValidCrashers = ["empty_ancillary_chunks.png"];

    [SharedDataFact("png-suite")]
    public void Read_ValidPictures_MatchReference()
    {
        int read = 0;
        foreach (string path in Files().Where(IsValid))
        {
            Image picture = PngReader.Read(path);
            (int width, int height, int channels, byte[] samples) = ReferencePngDecoder.Decode(File.ReadAllBytes(path));
            Assert.True((width, height, channels) == (picture.Width, picture.Height, picture.Format.BytesPerPixel()), path);
            Assert.True(samples.AsSpan().SequenceEqual(picture.Pixels), path);
            Assert.Equal(new PictureInfo(width, height, picture.Format), PictureFile.ReadInfo(path));
            read++;
        }

        Assert.True(read >= 300, $"only {read} valid pictures found");
    }

    [SharedDataFact("png-suite")]
    public void Read_CorruptPictures_AreFormatErrors()
    {
        int refused = 0;
        List<string> read = [];
        foreach (string path in Files().Where(path => !IsValid(path)))
        {
            Exception? error = Record.Exception(() => PngReader.Read(path));
            if (error is not PictureFormatException)
                read.Add($"{path}: {error?.ToString() ?? "was read"}");
            refused++;
        }

        Assert.True(read.Count == 0, string.Join("\n", read));
        Assert.True(refused >= 14, $"only {refused} such pictures found");
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(TestData.Shared("png-suite"), "*.png", SearchOption.AllDirectories);

    /// <summary>PngSuite's corrupt pictures start with x, libpng's lie in a folder of their own.</summary>
    private static bool IsValid(string path) => !Path.GetFileName(path).StartsWith('x') && (!path.Contains("crashers", StringComparison.Ordinal) || ValidCrashers.Contains(Path.GetFileName(path)));
}
