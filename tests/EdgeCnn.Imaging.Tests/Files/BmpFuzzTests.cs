using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>BMP files from anybody: whatever the bytes are, they are refused with the offset, or a picture comes out that the head has announced.</summary>
public sealed class BmpFuzzTests
{
    private static readonly byte[] Palette = TestPictures.Noise(16, 1, PixelFormat.Rgb24, 3).Pixels;

    private static byte[][] Seeds =>
    [
        BmpBuilder.Colours(11, 7, 24, TestPictures.Noise(11, 7, PixelFormat.Rgb24, 1).Pixels),
        BmpBuilder.Colours(11, 7, 32, TestPictures.Noise(11, 7, PixelFormat.Rgb24, 1).Pixels, topDown: true, header: 124),
        BmpBuilder.Indexed(13, 5, 4, Indices(65, 16), Palette),
        BmpBuilder.Indexed(13, 5, 8, Indices(65, 16), Palette, header: 12),
        BmpBuilder.Indexed(13, 5, 1, Indices(65, 2), Palette[..6]),
        BmpBuilder.Masked(6, 6, 16, [.. Enumerable.Range(0, 36).Select(i => (uint)(i * 1723))], [0xF800, 0x07E0, 0x001F]),
        BmpBuilder.Masked(6, 6, 32, [.. Enumerable.Range(0, 36).Select(i => (uint)i * 119_304_647)], [0x3FF00000, 0x000FFC00, 0x000003FF, 0xC0000000], header: 108),
        BmpBuilder.Runs(40, 4, 8, [40, 3, 0, 0, 20, 1, 0, 3, 4, 5, 6, 0, 0, 2, 10, 0, 7, 2, 0, 0, 40, 9, 0, 1], Palette),
        BmpBuilder.Runs(40, 4, 4, [40, 0x31, 0, 0, 20, 0x12, 0, 5, 0x45, 0x67, 0x80, 0, 0, 0, 40, 0x9A, 0, 1], Palette),
    ];

    [Fact]
    public void Read_Mutants_AreRefusedOrDecoded() =>
        new FuzzRun("bmp", Read, (error, length) => error is PictureFormatException format && format.Offset >= 0 && format.Offset <= length && format.ExitCode == ExitCode.BadData)
            .Run(Seeds, Mutate);

    private static byte[] Indices(int count, int colours) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7 % colours))];

    private static void Read(byte[] file)
    {
        Image picture = BmpReader.Read(file, "mutant.bmp");
        Assert.Equal(new PictureInfo(picture.Width, picture.Height, picture.Format), PictureFile.ReadInfo(file, "mutant.bmp"));
    }

    // In half of the cases a byte of the head changes, where the sizes are.
    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        if (random.Next(2) == 0)
            return ByteMutator.Mutate(random, file, other);
        byte[] changed = [.. file];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            changed[random.Next(2, Math.Min(changed.Length, 70))] = (byte)(random.Next(3) == 0 ? random.Next(256) : random.Next(12));
        return changed;
    }
}
