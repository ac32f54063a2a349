using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Reports;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Training.Tests.Plots.Reports;

public sealed class SweepReportTests
{
    [Fact]
    public void ToHtml_Variants_MarksTheBestAndTellsTextAsText()
    {
        EpochPoint[] epochs = [new(1, 1.5, 0.4, 1.4, 0.45), new(2, 1.2, 0.6, 1.1, 0.62)];
        string html = new SweepReport
        {
            Title = "Pools <1 & 2>",
            CommandLine = "edgecnn sweep a.yaml",
            Common = [new ReportFact("epochs", "2")],
            Columns = [new SweepColumn("test", BestValue.Highest), new SweepColumn("loss", BestValue.Lowest)],
            Rows = [new SweepRow("plain", [0.61, 0.9]), new SweepRow("pool 1x1", [0.67, double.NaN], "overfitting")],
            Curves = [new RunCurves("plain", epochs), new RunCurves("pool 1x1", epochs)],
            Verdicts = [new ReportFact("plain", "Good.")],
            Pages = [new ReportFact("plain", "plain-seed1/report.html")],
        }.ToHtml();
        Assert.Contains("<h1>Pools &lt;1 &amp; 2&gt;</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"font-weight:650;color:var(--good)\">0.6700</td><td>–</td><td class=\"text\">overfitting</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>0.6100</td><td style=\"font-weight:650;color:var(--good)\">0.9000</td>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"plain-seed1/report.html\">plain</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }
}
