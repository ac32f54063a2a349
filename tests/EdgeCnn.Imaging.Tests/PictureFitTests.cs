using EdgeCnn.Graph;

namespace EdgeCnn.Imaging.Tests;

public sealed class PictureFitTests
{
    public static TheoryData<CropMode, int, int, int, int, PictureFit> ByHand => new()
    {
        { CropMode.Center, 640, 480, 28, 28, new(80, 0, 480, 480, 0, 0, 28, 28) },
        { CropMode.Center, 480, 641, 28, 28, new(0, 80, 480, 480, 0, 0, 28, 28) },
        { CropMode.Center, 10, 10, 32, 16, new(0, 2, 10, 5, 0, 0, 32, 16) },
        { CropMode.Letterbox, 640, 480, 28, 28, new(0, 0, 640, 480, 0, 3, 28, 21) },
        { CropMode.Letterbox, 480, 640, 28, 28, new(0, 0, 480, 640, 3, 0, 21, 28) },
        { CropMode.Letterbox, 1000, 1, 28, 28, new(0, 0, 1000, 1, 0, 13, 28, 1) },
        { CropMode.Stretch, 1000, 1, 28, 14, new(0, 0, 1000, 1, 0, 0, 28, 14) },
        { CropMode.Center, 1, 1000, 28, 14, new(0, 499, 1, 1, 0, 0, 28, 14) },
        { CropMode.Center, 28, 28, 28, 28, new(0, 0, 28, 28, 0, 0, 28, 28) },
        { CropMode.Letterbox, 28, 28, 28, 28, new(0, 0, 28, 28, 0, 0, 28, 28) },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Of_KnownSizes_GivesKnownParts(CropMode mode, int width, int height, int targetWidth, int targetHeight, PictureFit expected) =>
        Assert.Equal(expected, PictureFit.Of(mode, width, height, targetWidth, targetHeight));

    [Theory]
    [InlineData(CropMode.Center)]
    [InlineData(CropMode.Letterbox)]
    [InlineData(CropMode.Stretch)]
    public void Of_SmallSizes_MatchReference(CropMode mode)
    {
        for (int i = 0; i < 2000; i++)
        {
            Random random = new(i);
            int w = random.Next(1, 60), h = random.Next(1, 60), tw = random.Next(1, 40), th = random.Next(1, 40);
            var expected = ReferencePreprocessor.FitOf(mode.ToString(), w, h, tw, th);
            PictureFit fit = PictureFit.Of(mode, w, h, tw, th);
            Assert.Equal(expected.ToString().Replace("Fit {", "PictureFit {", StringComparison.Ordinal), fit.ToString());
        }
    }

    [Theory]
    [InlineData(CropMode.Center)]
    [InlineData(CropMode.Letterbox)]
    [InlineData(CropMode.Stretch)]
    public void Of_AnySize_StaysInsideBoth(CropMode mode)
    {
        int[] sizes = [1, 2, 3, 7, 1000, 65535, 1_000_000, int.MaxValue];
        foreach (int width in sizes)
        {
            foreach (int height in sizes)
            {
                foreach (int targetWidth in sizes)
                {
                    foreach (int targetHeight in sizes)
                        Inside(PictureFit.Of(mode, width, height, targetWidth, targetHeight), width, height, targetWidth, targetHeight);
                }
            }
        }
    }

    private static void Inside(PictureFit fit, int width, int height, int targetWidth, int targetHeight)
    {
        bool inside = fit is { SourceX: >= 0, SourceY: >= 0, TargetX: >= 0, TargetY: >= 0, SourceWidth: > 0, SourceHeight: > 0, TargetWidth: > 0, TargetHeight: > 0 }
            && fit.SourceX <= width - fit.SourceWidth && fit.SourceY <= height - fit.SourceHeight
            && fit.TargetX <= targetWidth - fit.TargetWidth && fit.TargetY <= targetHeight - fit.TargetHeight;
        Assert.True(inside, $"{fit} of {width}x{height} in {targetWidth}x{targetHeight}");
    }
}
