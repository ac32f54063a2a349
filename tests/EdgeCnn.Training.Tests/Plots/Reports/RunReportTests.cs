using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Pictures;
using EdgeCnn.Training.Plots.Reports;
using EdgeCnn.Training.Plots.Tables;
using EdgeCnn.Training.Plots.Verdicts;
using EdgeCnn.Training.Tests.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Reports;

public sealed partial class RunReportTests
{
    [Fact]
    public void ToHtml_FullReport_ShowsEverything()
    {
        string html = Full().ToHtml();
        foreach (string part in (string[])["test accuracy", "63.12 %", "--seed", "Severe overfitting", "Try next", "Learning rate", "Confusion matrix", "Reliability", "ROC of cat", "Mistakes", "→ dog 93\u00A0%", "Filters of conv1", "Maps of conv1", "Layers", "Epochs", "precision"])
            Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(html, "<tr( class=\"best\")?><td>\\d+</td>"));
    }

    [Fact]
    public void ToHtml_Page_NeedsNothingElseAndRunsNothing()
    {
        string html = Full().ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.All(Addresses().Matches(html), match => Assert.True(match.Groups[1].Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal), match.Value[..Math.Min(60, match.Value.Length)]));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.Contains("@media print", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Page_HasBalancedElements()
    {
        // Elements without content are closed as XML wants, then the page must parse as such.
        string body = Full().ToHtml().Replace("<!DOCTYPE html>", "", StringComparison.Ordinal);
        body = VoidElements().Replace(body, match => match.Value.TrimEnd('>').TrimEnd('/') + "/>").Replace("<details class=\"card\" open>", "<details class=\"card\" open=\"\">", StringComparison.Ordinal);
        body = Regex.Replace(body, "<style>.*?</style>", "", RegexOptions.Singleline);
        Assert.Equal("html", XDocument.Parse(body).Root!.Name.LocalName);
    }

    [Fact]
    public void ToHtml_NamesWithMarkup_AreText()
    {
        RunReport report = Full() with { Title = "<script>alert(1)</script>", CommandLine = "a && b <c>", Results = [new ReportFact("<i>x</i>", "\"y\"")] };
        string html = report.ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_OnlyAHistory_IsAShortPage()
    {
        string html = new RunReport { Title = "bare", Curves = CurveCases.Run(3) }.ToHtml();
        Assert.DoesNotContain("Confusion", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Mistakes", html, StringComparison.Ordinal);
        Assert.Contains("Learning curves", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Page_IsTheText()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgecnn-report-{Guid.NewGuid():N}.html");
        try
        {
            Full().Save(path);
            Assert.Equal(Full().ToHtml(), File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static RunReport Full()
    {
        RunCurves run = CurveCases.Of("pool 1x1", 20, e => (1.75 * Math.Exp(-e / 5.0), 1 - (0.62 * Math.Exp(-e / 4.5)), 1.1 + (0.0055 * e * e), 0.635));
        var picture = new Image(8, 8, PixelFormat.Gray8, new byte[64]);
        return new RunReport
        {
            Title = "cifar-seed on CIFAR-10",
            Made = "today",
            CommandLine = "edgecnn train cifar-seed --seed 1",
            Results = [new ReportFact("test accuracy", "63.12 %")],
            Facts = [new ReportFact("seed", "1")],
            Curves = run,
            Verdict = CurveVerdict.Judge(run.Epochs),
            Layers = [new ReportLayer("conv1", "Conv2d 3×3", "30×30×32", 896, 777_600)],
            Confusion = new ConfusionCounts(["cat", "dog"], new[,] { { 8, 2 }, { 1, 9 } }),
            JudgedOn = "20 test pictures",
            Samples = [new Sample(picture, "cat")],
            Mistakes = [new Mistake(new Image(400, 300, PixelFormat.Rgb24, new byte[400 * 300 * 3]), "cat", "dog", 0.93)],
            Filters = [new FilterBank("conv1", 2, 3, 3, 3, new float[54])],
            MapPicture = new Sample(picture, "cat"),
            Maps = [FeatureMapSet.FromNhwc("conv1", 2, 2, 2, [1, 2, 3, 4, 5, 6, 7, 8])],
            Confidences = [0.5, 0.9],
            AnswersRight = [false, true],
            Roc = [new RocSeries("cat", [0.2, 0.8], [false, true])],
        };
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("<(?:meta|img)[^>]*>")]
    private static partial Regex VoidElements();
}
