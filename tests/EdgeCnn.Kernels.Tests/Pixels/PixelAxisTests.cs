using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels.Tests.Pixels;

public sealed class PixelAxisTests
{
    [Fact]
    public void Constructor_SameSize_IsTheIdentity()
    {
        foreach (bool area in (bool[])[false, true])
        {
            var axis = new PixelAxis(5, 7, 7, 1, area);
            Assert.Equal((5, 7), (axis.Origin, axis.Samples));
            for (int t = 0; t < 7; t++)
                Assert.Equal((t, 1, (ushort)256), (axis.First[t], axis.Count[t], axis.WeightsOf(t)[0]));
        }
    }

    [Fact]
    public void Constructor_AnySizes_MatchesReference()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            int start = random.Next(20), length = random.Next(1, seed % 40 == 0 ? 3000 : 60), target = random.Next(1, 40), step = random.Next(1, 3);
            bool area = random.Next(2) == 0;
            var axis = new PixelAxis(start, length, target, step, area);
            Assert.True(axis.Taps == 2 || axis.Taps % 4 == 0);
            Assert.Equal(0, axis.First.Length % PixelAxis.Block);
            for (int t = 0; t < target; t++)
            {
                // Samples within the count may have no weight where a position covers more than 256 of them.
                var expected = ReferencePreprocessor.Weights(t, start, length, target, step, area);
                var got = axis.WeightsOf(t).ToArray().Select((weight, k) => (axis.Origin + axis.First[t] + k, (int)weight)).Where(tap => tap.Item2 != 0).ToList();
                bool equal = expected.SequenceEqual(got) && got.Sum(tap => tap.Item2) == 256 && got[0].Item1 == axis.Origin + axis.First[t]
                    && got[^1].Item1 - got[0].Item1 + 1 == axis.Count[t] && axis.First[t] + axis.Count[t] <= axis.Samples;
                Assert.True(equal, $"position {t} of {target} from {length} pixels at {start}, {step} to a sample, area {area}: expected {string.Join(' ', expected)}, got {string.Join(' ', got)}");
            }
        }
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(4, 10)]
    [InlineData(1, 3)]
    [InlineData(640, 96)]
    [InlineData(97, 96)]
    public void Constructor_Bilinear_LiesAtHalfPixelCentres(int length, int target)
    {
        var axis = new PixelAxis(0, length, target, 1, area: false);
        for (int t = 0; t < target; t++)
            Assert.Equal(Math.Clamp(((t + 0.5) * length / target) - 0.5, 0, length - 1), axis.First[t] + (axis.WeightsOf(t)[1] / 256.0), 0.5 / 256 + 1e-9);
    }

    [Fact]
    public void Constructor_Area_WeighsWhatIsCovered()
    {
        // Five pixels to two: each position covers two and a half.
        var axis = new PixelAxis(0, 5, 2, 1, area: true);
        Assert.Equal([102, 103, 51, 0], axis.WeightsOf(0).ToArray());
        Assert.Equal([51, 103, 102, 0], axis.WeightsOf(1).ToArray());
        Assert.Equal((0, 2), (axis.First[0], axis.First[1]));
    }

    [Fact]
    public void Constructor_ChromaOfHalfTheDensity_LiesBetweenTwoPixels()
    {
        // Pixels 1 to 4 of a row whose samples lie between 0 and 1, 2 and 3, 4 and 5: at 0.25, 0.75, 1.25 and 1.75 samples.
        var axis = new PixelAxis(1, 4, 4, 2, area: false);
        Assert.Equal((0, 3), (axis.Origin, axis.Samples));
        Assert.Equal([0, 0, 1, 1], axis.First[..4]);
        Assert.Equal([192, 64, 64, 192, 192, 64, 64, 192], axis.Weights[..8]);
    }

    [Theory]
    [InlineData(-1, 1, 1, 1)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(0, 1, 1, 3)]
    public void Constructor_BadNumbers_Throws(int start, int length, int target, int step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelAxis(start, length, target, step, area: true));
}
