using System.Buffers;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Imaging.Tests.Files.Jpeg;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>JPEG pictures from anybody: whatever the bytes are, they are refused with the offset, or a picture comes out, both as planes and as pixels.</summary>
public sealed class JpegFuzzTests
{
    private const int LargestSeed = 20_000;
    private readonly JpegDecoder decoder = new();
    private readonly Frame frame = new();

    private static byte[][] Written =>
    [
        Encode(TestPictures.Waves(48, 40, PixelFormat.Rgb24), 90), Encode(TestPictures.Noise(33, 20, PixelFormat.Gray8, 1), 50),
        .. Kinds(1, (1, 1), (1, 1), (1, 1)), .. Kinds(2, (2, 1), (1, 1), (1, 1)), .. Kinds(3, (2, 2), (1, 1), (1, 1)), .. Kinds(4, (4, 1), (1, 1), (1, 1)), .. Kinds(5, (3, 2), (1, 1), (1, 1)),
        .. Kinds(9, (2, 2)), .. Kinds(10, (1, 1), (1, 1), (1, 1), (1, 1)),
    ];

    [Fact]
    public void Read_MutantsOfWrittenFiles_AreRefusedOrDecoded() => Fuzz("jpeg").Run(Written, Mutate);

    /// <summary>Other people's files bring tables and segments that ours do not have.</summary>
    [SharedDataFact("jpeg-suite")]
    public void Read_MutantsOfOtherFiles_AreRefusedOrDecoded()
    {
        string[] files = [.. Directory.GetFiles(TestData.Shared("jpeg-suite"), "*.jpg", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length is > 0 and <= LargestSeed && !file.Contains("imagetestsuite", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Fuzz("jpeg-others").Run([.. files.Select(File.ReadAllBytes), .. Written], Mutate);
    }

    [Fact]
    public void Read_WrittenFiles_AreDecoded() => Assert.All(Written, file => Assert.True(Fuzz("jpeg-seed").Run(file)));

    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        // Half of the cases change a byte behind a marker, where the lengths, sizes and tables are.
        if (random.Next(2) == 0)
            return ByteMutator.Mutate(random, file, other);
        byte[] changed = [.. file];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int from = random.Next(changed.Length), marker = changed.AsSpan(from).IndexOf((byte)0xFF), at = from + marker + random.Next(1, 22);
            if (marker >= 0 && at < changed.Length)
                changed[at] = (byte)(random.Next(2) == 0 ? random.Next(256) : changed[at] ^ (1 << random.Next(8)));
        }

        return changed;
    }

    private static byte[][] Kinds(int seed, params (int H, int V)[] sampling) =>
    [
        new JpegBuilder(40, 30, seed, sampling).Sequential().Bytes, new JpegBuilder(40, 30, seed, sampling).Restarts(3).SequentialApart().Bytes,
        new JpegBuilder(40, 30, seed, sampling).Progressive().Bytes, new JpegBuilder(40, 30, seed, sampling).Restarts(2).Progressive().Bytes,
    ];

    private static byte[] Encode(Image picture, int quality)
    {
        ArrayBufferWriter<byte> output = new();
        new JpegWriter(quality).Write(picture.View, output);
        return output.WrittenSpan.ToArray();
    }

    private FuzzRun Fuzz(string name) => new(name, ReadBoth, (error, length) => error is PictureFormatException format && format.Offset >= 0 && format.Offset <= length && format.ExitCode == ExitCode.BadData);

    // A decoder that is used again must give what a new one gives.
    private void ReadBoth(byte[] file)
    {
        Image picture = JpegReader.Read(file, "mutant.jpg");
        Assert.Equal(picture.Pixels.Length, picture.Width * picture.Height * picture.Format.BytesPerPixel());
        PictureFormatException? refused = null;
        try
        {
            decoder.Decode(file, frame);
        }
        catch (PictureFormatException error)
        {
            refused = error;
        }

        if (refused is not null)
            Assert.Contains("as cameras send", refused.Message, StringComparison.Ordinal);
        else if (picture.Format == PixelFormat.Gray8 && decoder.Orientation == PictureOrientation.TopLeft)
            Assert.True(picture.Pixels.AsSpan().SequenceEqual(frame.Pixels));
        else
            Assert.Equal((long)picture.Width * picture.Height, (long)frame.Width * frame.Height);
    }
}
