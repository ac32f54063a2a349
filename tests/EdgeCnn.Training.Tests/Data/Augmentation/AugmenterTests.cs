using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data.Augmentation;

namespace EdgeCnn.Training.Tests.Data.Augmentation;

public sealed class AugmenterTests
{
    private static readonly double[] Luma = [0.299, 0.587, 0.114];

    [Theory]
    [InlineData("flip=0.5,vflip=0.5")]
    [InlineData("flip=0.5,crop=4")]
    [InlineData("crop=30")]
    [InlineData("shift=0.3x0.2,vflip=0.5")]
    [InlineData("rotate=30")]
    [InlineData("zoom=0.5..2,flip=0.5")]
    [InlineData("shear=25,vflip=0.5")]
    [InlineData("rotate=180,shear=10,zoom=0.3,shift=0.2,crop=3,flip=0.5,vflip=0.5")]
    public void Apply_Geometry_MatchesTheReference(string text)
    {
        foreach ((int h, int w, ColorOrder color) in ((int, int, ColorOrder)[])[(9, 9, ColorOrder.Gray), (8, 13, ColorOrder.Rgb), (16, 7, ColorOrder.Bgr), (1, 5, ColorOrder.Gray), (5, 1, ColorOrder.Rgb)])
        {
            InputContract contract = Contract(h, w, color);
            int channels = contract.Channels;
            float[] picture = Values(h * w * channels, seed: h);
            foreach (AugmentationFill fill in Enum.GetValues<AugmentationFill>())
            {
                AugmentationOptions options = AugmentationText.Parse(text) with { Fill = fill };
                double[] outside = [.. Enumerable.Range(0, channels).Select(c => fill == AugmentationFill.Black ? -contract.Mean[c] / (double)contract.Std[c] : 0)];
                for (int index = 0; index < 12; index++)
                {
                    float[] actual = [.. picture];
                    new Augmenter(options, contract).Apply(actual, new float[actual.Length], 7, 3, index);
                    AugmentationDraw draw = Draw(options, h, w, 7, 3, index);
                    ReferenceMove move = new(draw.FlipX, draw.FlipY, draw.Angle, draw.Shear, draw.Zoom, draw.ShiftX, draw.ShiftY);
                    double[] expected = ReferenceAugmentation.Move(picture, (h, w, channels), move, fill.ToString().ToLowerInvariant(), outside);
                    // Copies are exact; else a place is rounded to 2⁻²⁰ and the picture has steps of up to 6.
                    double tolerance = options.NeedsInterpolation ? 1e-3 : 1e-6;
                    for (int i = 0; i < expected.Length; i++)
                        Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{text} {fill} {h}x{w}x{channels} index {index}, {draw}: element {i} is {actual[i]}, expected {expected[i]}");
                }
            }
        }
    }

    [Theory]
    [InlineData("brightness=0.4", null)]
    [InlineData("contrast=0.8", null)]
    [InlineData("saturation=1", null)]
    [InlineData("brightness=0.3,contrast=0.5,saturation=0.7", null)]
    [InlineData("brightness=0.3,contrast=0.5,saturation=0.7", 1f)]
    [InlineData("brightness=0.3,contrast=0.5,saturation=0.7", 127.5f)]
    public void Apply_Colours_MatchTheReference(string text, float? divisor)
    {
        foreach (ColorOrder color in Enum.GetValues<ColorOrder>())
        {
            InputContract contract = Contract(6, 5, color, divisor);
            int channels = contract.Channels;
            double unit = (divisor ?? 255) / 255.0;
            double[] mean = [.. contract.Mean.Select(value => value * unit)], std = [.. contract.Std.Select(value => value * unit)];
            double[] luma = color switch { ColorOrder.Gray => [1], ColorOrder.Bgr => [Luma[2], Luma[1], Luma[0]], _ => Luma };
            float[] picture = [.. new Random(4).GetItems([.. Enumerable.Range(0, 256)], 30 * channels).Select((p, i) => (float)(((p / 255.0) - mean[i % channels]) / std[i % channels]))];
            AugmentationOptions options = AugmentationText.Parse(text);
            for (int index = 0; index < 10; index++)
            {
                float[] actual = [.. picture];
                new Augmenter(options, contract).Apply(actual, new float[actual.Length], 1, 1, index);
                AugmentationDraw draw = Draw(options, 6, 5, 1, 1, index);
                double[] expected = ReferenceAugmentation.Recolour([.. picture], mean, std, luma, (draw.Brightness, draw.Contrast, draw.Saturation));
                for (int i = 0; i < expected.Length; i++)
                    Assert.Equal(expected[i], actual[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Apply_QuarterTurnByHand_IsAnticlockwise()
    {
        float[] picture = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        PictureRandom random = default;
        new Augmenter(AugmentationText.Parse("rotate=90"), Contract(3, 3, ColorOrder.Gray)).Apply(picture, new float[9], new AugmentationDraw { Angle = 90, Zoom = 1 }, ref random);
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], picture);
    }

    [Fact]
    public void Apply_Cutout_IsASquareOfTheMean()
    {
        AugmentationOptions options = AugmentationText.Parse("cutout=4");
        for (int index = 0; index < 50; index++)
        {
            float[] picture = [.. Enumerable.Repeat(9f, 8 * 10 * 3)];
            new Augmenter(options, Contract(8, 10, ColorOrder.Rgb)).Apply(picture, new float[picture.Length], 1, 1, index);
            AugmentationDraw draw = Draw(options, 8, 10, 1, 1, index);
            for (int i = 0; i < picture.Length; i++)
            {
                int x = i / 3 % 10, y = i / 30;
                bool cut = x >= draw.CutX - 2 && x < draw.CutX + 2 && y >= draw.CutY - 2 && y < draw.CutY + 2;
                Assert.Equal(cut ? 0f : 9f, picture[i]);
            }
        }
    }

    [Fact]
    public void Apply_Noise_HasItsDeviationInPixels()
    {
        InputContract contract = Contract(64, 64, ColorOrder.Gray);
        float[] picture = [.. Enumerable.Repeat((0.5f - contract.Mean[0]) / contract.Std[0], 64 * 64)];
        new Augmenter(AugmentationText.Parse("noise=0.05"), contract).Apply(picture, new float[picture.Length], 1, 1, 1);
        double[] pixels = [.. picture.Select(value => (value * (double)contract.Std[0]) + contract.Mean[0])];
        Assert.Equal(0.5, pixels.Average(), 0.005);
        Assert.Equal(0.05, Math.Sqrt(pixels.Average(pixel => Math.Pow(pixel - 0.5, 2))), 0.003);
    }

    [Fact]
    public void Apply_OneMoreOption_LeavesTheOthersAsTheyWere()
    {
        AugmentationDraw few = Draw(AugmentationText.Parse("flip=0.5,crop=4"), 32, 32, 1, 2, 3), more = Draw(AugmentationText.Parse("flip=0.5,crop=4,rotate=10,brightness=0.1,zoom=0.1"), 32, 32, 1, 2, 3);
        Assert.Equal((few.FlipX, few.ShiftX, few.ShiftY), (more.FlipX, more.ShiftX, more.ShiftY));
    }

    /// <summary>The bits of this machine are those of every other one: a changed sum here is a changed run everywhere.</summary>
    [Fact]
    public void Apply_AllOptions_HasTheBitsOfEveryMachine()
    {
        InputContract contract = Contract(32, 32, ColorOrder.Rgb);
        Augmenter augmenter = new(AugmentationText.Parse("flip,vflip,rotate=30,shift=0.2,zoom=0.3,shear=10,brightness=0.2,contrast=0.4,saturation=0.5,noise=0.02,crop=4,cutout=8,fill=reflect"), contract);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        float[] scratch = new float[augmenter.Elements];
        for (int index = 0; index < 20; index++)
        {
            float[] picture = [.. Enumerable.Range(0, augmenter.Elements).Select(i => ((i * 7919 % 256) - 128) / 64f)];
            augmenter.Apply(picture, scratch, 11, 2, index);
            hash.AppendData(MemoryMarshal.AsBytes(picture.AsSpan()));
        }

        Assert.Equal("5f7152df4bd86184e737be918b3b1a1a", Convert.ToHexStringLower(hash.GetHashAndReset())[..32]);
    }

    [Fact]
    public void Apply_ManyThreads_AllocatesNothingAndGivesTheSame()
    {
        InputContract contract = Contract(16, 16, ColorOrder.Rgb);
        Augmenter augmenter = new(AugmentationText.Parse("flip,rotate=30,zoom=0.3,brightness=0.2,contrast=0.4,saturation=0.5,noise=0.02,crop=4,cutout=4"), contract);
        float[] start = Values(augmenter.Elements, 1);
        float[][] one = [.. Enumerable.Range(0, 40).Select(_ => start.ToArray())], many = [.. Enumerable.Range(0, 40).Select(_ => start.ToArray())];
        float[] scratch = new float[augmenter.Elements];
        augmenter.Apply(start, scratch, 1, 1, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 40; i++)
            augmenter.Apply(one[i], scratch, 1, 1, i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Parallel.For(0, 40, i => augmenter.Apply(many[i], new float[augmenter.Elements], 1, 1, i));
        for (int i = 0; i < 40; i++)
            Assert.True(one[i].AsSpan().SequenceEqual(many[i]));
        Assert.Throws<ArgumentException>(() => augmenter.Apply(new float[3], scratch, 1, 1, 1));
    }

    [Fact]
    public void Apply_None_ChangesNothing()
    {
        float[] picture = Values(27, 1), before = [.. picture];
        new Augmenter(AugmentationOptions.None, Contract(3, 3, ColorOrder.Rgb)).Apply(picture, new float[27], 1, 1, 1);
        Assert.Equal(before, picture);
    }

    private static AugmentationDraw Draw(AugmentationOptions options, int height, int width, long seed, int epoch, int index)
    {
        PictureRandom random = new(seed, epoch, index);
        return AugmentationDraw.From(options, height, width, ref random);
    }

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 6) - 3))];
    }

    private static InputContract Contract(int height, int width, ColorOrder color, float? divisor = null)
    {
        float unit = 255f / (divisor ?? 255f);
        return new InputContract
        {
            Height = height,
            Width = width,
            Color = color,
            Divisor = divisor,
            Mean = color == ColorOrder.Gray ? [0.3f * unit] : [0.3f * unit, 0.5f * unit, 0.6f * unit],
            Std = color == ColorOrder.Gray ? [0.2f * unit] : [0.2f * unit, 0.25f * unit, 0.3f * unit],
            Labels = ["a", "b"],
        };
    }
}
