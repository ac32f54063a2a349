using System.Xml.Linq;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class LearningCurvesTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draw_OneRun_TrainingIsPointsAndValidationLines()
    {
        var svg = XDocument.Parse(LearningCurves.Draw(CurveCases.Run(20)).ToSvg());
        // Two panels of 20 points, three in the legend, two marks.
        Assert.Equal((2 * 20) + 3 + 2, svg.Descendants(Svg + "circle").Count());
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value.Contains("in epoch 20", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_SeveralRuns_NamesEachInItsOwnColour()
    {
        var svg = XDocument.Parse(LearningCurves.Draw([.. Enumerable.Range(0, 5).Select(i => CurveCases.Run(10) with { Name = $"variant {i}" })], "sweep").ToSvg());
        Assert.Equal(5, svg.Descendants(Svg + "text").Count(text => text.Value.StartsWith("variant ", StringComparison.Ordinal)));
        Assert.Equal(5, svg.Descendants(Svg + "circle").Select(circle => circle.Attribute("fill")!.Value).Distinct().Count());
    }

    /// <summary>Colours begin again after eight runs: then lines are broken and points are rings, later squares.</summary>
    [Fact]
    public void Draw_TwentyRuns_NoTwoLookTheSame()
    {
        RunCurves[] runs = [.. Enumerable.Range(0, 20).Select(i => CurveCases.Run(4) with { Name = $"variant {i}" })];
        var lines = LearningCurves.FigureOf(runs, "").Legend.Select(entry => (entry.Ink, entry.Style)).ToArray();
        Assert.Equal(20, lines.Distinct().Count());
        var svg = XDocument.Parse(LearningCurves.Draw(runs, "sweep").ToSvg());
        Assert.Contains("Rings go with dashes, squares with dots.", svg.ToString(), StringComparison.Ordinal);
        // Of two panels: 8 runs of 4 discs, 8 of 4 rings; the last 4 have squares.
        Assert.Equal((64, 64), (svg.Descendants(Svg + "circle").Count(circle => circle.Attribute("fill")!.Value != "none"), svg.Descendants(Svg + "circle").Count(circle => circle.Attribute("fill")!.Value == "none")));
    }

    [Fact]
    public void Draw_OneEpoch_ShowsItsValidation()
    {
        var svg = XDocument.Parse(LearningCurves.Draw([CurveCases.Run(1), CurveCases.Run(1) with { Name = "other" }], "short").ToSvg());
        string colour = Palette.Of(0) is var ink ? $"#{ink.Red:x2}{ink.Green:x2}{ink.Blue:x2}" : "";
        // A line in the legend and a short one in each panel.
        Assert.Equal(3, svg.Descendants(Svg + "path").Count(path => path.Attribute("stroke")?.Value == colour));
    }

    [Fact]
    public void Draw_LossThatIsNoNumber_InterruptsTheLine()
    {
        RunCurves run = CurveCases.Run(9);
        EpochPoint[] epochs = [.. run.Epochs];
        epochs[4] = epochs[4] with { Loss = double.NaN, ValidationLoss = double.PositiveInfinity };
        string svg = LearningCurves.Draw(run with { Epochs = epochs }).ToSvg();
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_WithoutValidation_ShowsTrainingOnly()
    {
        string svg = LearningCurves.Draw(new RunCurves("short", [new EpochPoint(1, 2.3, 0.1)])).ToSvg();
        Assert.Contains("No validation was made.", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">validation<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_NoRun_IsRefused() => Assert.Throws<ArgumentException>(() => LearningCurves.Draw([], "none"));

    [Fact]
    public void Draw_RatesOfARunWithoutAny_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RateCurves.Draw(new RunCurves("bare", [new EpochPoint(1, 2, 0.1)])));
        Assert.Contains("Norm of the gradient", RateCurves.Draw(CurveCases.Run(5)).ToSvg(), StringComparison.Ordinal);
    }

    /// <summary>A cosine ends at nearly nothing: its rate is drawn along a line from 0; one that is halved now and then by powers of ten.</summary>
    [Theory]
    [InlineData(1e-15, false)]
    [InlineData(1e-6, true)]
    public void Draw_RateThatFalls_HasPowersOfTenOnlyWhereTheyAreFew(double last, bool powers)
    {
        EpochPoint[] epochs = [.. Enumerable.Range(1, 9).Select(e => new EpochPoint(e, 1, 0.5, double.NaN, double.NaN, e == 9 ? last : 0.001 * Math.Pow(0.5, e), double.NaN))];
        Assert.Equal(powers, RateCurves.Draw(new RunCurves("falls", epochs)).ToSvg().Contains(">1e", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_Labels_NoneOverlap()
    {
        Plot plot = LearningCurves.Draw(CurveCases.Run(200));
        foreach (Plot panel in LearningCurves.FigureOf([CurveCases.Run(200)], "").Panels)
        {
            TextShape[] level = [.. panel.Shapes.OfType<TextShape>().Where(text => text.Angle == 0)];
            (double Left, double Right, double Y)[] boxes = [.. level.Select(text => (Left(text), Left(text) + text.Style.Measure(text.Text), text.Place.Y))];
            Assert.All(boxes, box => Assert.True(box.Left >= 0 && box.Right <= panel.Width));
            for (int i = 0; i < boxes.Length; i++)
                Assert.DoesNotContain(boxes[..i], other => Math.Abs(other.Y - boxes[i].Y) < 10 && other.Left < boxes[i].Right && boxes[i].Left < other.Right);
        }

        Assert.True(plot.Width > 900);
        static double Left(TextShape text) => text.Place.X - (text.Anchor switch { TextAnchor.Middle => 0.5, TextAnchor.End => 1, _ => 0 } * text.Style.Measure(text.Text));
    }
}
