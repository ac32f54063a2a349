using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Tests.Plots.Axes;

public sealed class FigureTests
{
    [Fact]
    public void Draw_LongSubtitleAndLegend_BreaksThemAndKeepsAllTextInside()
    {
        var figure = new Figure
        {
            Title = "A title",
            Subtitle = string.Join(' ', Enumerable.Repeat("words that go on", 20)),
            Legend = [.. Enumerable.Range(0, 12).Select(i => new LegendEntry($"entry number {i}", Palette.Of(i), SeriesStyle.Line))],
            Panels = [new Plot(300, 100, "panel")],
        };
        Plot drawn = figure.Draw();
        TextShape[] texts = [.. drawn.Shapes.OfType<TextShape>()];
        Assert.True(texts.Length > 12 + 3);
        Assert.All(texts, text => Assert.True(text.Place.X >= 0 && text.Place.X + text.Style.Measure(text.Text) <= drawn.Width, text.Text));
        // No two texts touch.
        Assert.All(texts, text => Assert.DoesNotContain(texts, other => other != text && Math.Abs(other.Place.Y - text.Place.Y) < 12
            && other.Place.X < text.Place.X + text.Style.Measure(text.Text) && text.Place.X < other.Place.X + other.Style.Measure(other.Text)));
        Assert.All(drawn.Shapes.OfType<GroupShape>(), panel => Assert.True(panel.Offset.Y > texts.Max(text => text.Place.Y)));
    }

    [Fact]
    public void Lines_Words_AreBrokenBetweenThem()
    {
        Assert.Equal(["one two", "three"], Figure.Lines("one two three", TextStyle.Body, TextStyle.Body.Measure("one two t")));
        Assert.Empty(Figure.Lines("", TextStyle.Body, 100));
    }
}
