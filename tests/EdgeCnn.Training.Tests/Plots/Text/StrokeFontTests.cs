using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Text;

namespace EdgeCnn.Training.Tests.Plots.Text;

public sealed class StrokeFontTests
{
    [Fact]
    public void Has_AsciiAndTheSignsOfCharts_AllHaveAForm()
    {
        for (char character = ' '; character <= '~'; character++)
            Assert.True(StrokeFont.Has(character), $"'{character}' is missing.");
        Assert.All("×·−%²→≤≥±…–°₁₂αβγηλμρεσ∇éüñç", character => Assert.True(StrokeFont.Has(character), $"'{character}' is missing."));
    }

    [Fact]
    public void Draw_EveryAsciiLetter_LeavesInkInsideItsAdvance()
    {
        for (char character = '!'; character <= '~'; character++)
        {
            double advance = StrokeFont.Measure(character.ToString(), 40, false);
            (int left, int right, _, _) = Extent(character.ToString(), 40, 20);
            Assert.True(right > left, $"'{character}' leaves no ink.");
            Assert.True(left >= 20 - 3 && right <= 20 + advance + 3, $"'{character}' reaches from {left - 20} to {right - 20}, its advance is {advance}.");
        }
    }

    [Fact]
    public void Draw_LettersThatDiffer_LookDifferent()
    {
        var seen = new Dictionary<string, char>();
        for (char character = '!'; character <= '~'; character++)
        {
            string pixels = Convert.ToBase64String(Picture(character.ToString(), 24, 10).Pixels);
            Assert.True(seen.TryAdd(pixels, character), $"'{character}' looks like '{seen.GetValueOrDefault(pixels)}'.");
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(20)]
    public void Draw_CapitalsAndFigures_StandOnTheBaselineAndHaveOneHeight(double size)
    {
        (_, _, int top, int bottom) = Extent("H", size, 10);
        (_, _, int topOfFigure, int bottomOfFigure) = Extent("E", size, 10);
        Assert.Equal((top, bottom), (topOfFigure, bottomOfFigure));
        Assert.Equal(60, bottom);
        Assert.Equal(0.725 * size, bottom - top, 0.6);
    }

    [Fact]
    public void Measure_Text_IsTheSumOfItsCharactersAndGrowsWithTheSize()
    {
        Assert.Equal(StrokeFont.Measure("ab", 13, false), StrokeFont.Measure("a", 13, false) + StrokeFont.Measure("b", 13, false), 9);
        Assert.Equal(2 * StrokeFont.Measure("abc", 13, false), StrokeFont.Measure("abc", 26, false), 9);
        Assert.True(StrokeFont.Measure("abc", 13, true) > StrokeFont.Measure("abc", 13, false));
        Assert.Equal(0, StrokeFont.Measure("", 13, false));
    }

    [Fact]
    public void Fit_LongText_EndsInAnEllipsisAndFits()
    {
        TextStyle style = TextStyle.Body;
        string fitted = style.Fit("a name that is much too long for its place", 90);
        Assert.EndsWith("…", fitted, StringComparison.Ordinal);
        Assert.True(style.Measure(fitted) <= 90);
        Assert.Equal("short", style.Fit("short", 90));
    }

    private static Image Picture(string text, double size, double x)
    {
        var plot = new Plot(100, 90, "");
        plot.Text(x, 60, text, new TextStyle(size, Ink.Of(0x000000)));
        return plot.ToImage(1);
    }

    private static (int Left, int Right, int Top, int Bottom) Extent(string text, double size, double x)
    {
        Image image = Picture(text, size, x);
        int[] dark = [.. Enumerable.Range(0, image.Width * image.Height).Where(i => image.Pixels[3 * i] < 160)];
        return dark.Length == 0 ? default : (dark.Min(i => i % image.Width), dark.Max(i => i % image.Width) + 1, dark.Min(i => i / image.Width), dark.Max(i => i / image.Width) + 1);
    }
}
