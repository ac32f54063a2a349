using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Agent.Benchmarks.Report;

namespace EdgeCnn.Agent.Tests.Benchmarks.Report;

public sealed partial class ReportPageTests
{
    [Fact]
    public void Of_Report_IsAloneAndHarmless()
    {
        string page = ReportPage.Of(SampleReport.Create());
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=|url\\(|@import", page);
        Assert.Contains("Board &lt;1&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&amp;/model.ecnn", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Report_PicturesAreWellFormedAndHaveWords()
    {
        XElement[] pictures = [.. Picture().Matches(ReportPage.Of(SampleReport.Create())).Select(match => XElement.Parse(match.Value))];
        // One histogram, two layers, temperature and clock.
        Assert.Equal(5, pictures.Length);
        Assert.Equal(3, pictures.Count(picture => picture.Attribute("role")?.Value == "img" && picture.Attribute("aria-label") is not null));
        Assert.Equal(40, pictures[0].Elements("rect").Count());
        Assert.Single(pictures[^1].Elements("rect"), rect => rect.Attribute("class")!.Value == "bad");
    }

    [Fact]
    public void Of_Layers_HaveBarsByTimeAndByRoof()
    {
        XElement[] bars = [.. Picture().Matches(LayerTable.Of(SampleReport.Create().Models[0].Layers)).Select(match => XElement.Parse(match.Value))];
        Assert.Equal(["200", "150", "50", "12.5"], bars.SelectMany(bar => bar.Elements("rect")).Select(rect => rect.Attribute("width")!.Value));
    }

    [Fact]
    public void Of_ThrottledAndCut_SaysSoFirst()
    {
        BenchReport report = SampleReport.Create();
        Assert.Matches("(?s)<strong>Throttled</strong>: throttled.*<strong>Cut</strong>", ReportPage.Of(report));
        Assert.DoesNotContain("<strong>", ReportPage.Of(report with { Reasons = [], Throttled = false, Cut = false }), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BoardThatTellsNothing_SaysSo() =>
        Assert.Contains("neither its temperature nor its clock", ReportPage.Of(SampleReport.Create() with { Trace = [default, default] }), StringComparison.Ordinal);

    [Fact]
    public void Of_RunsOnly_LeavesOutWhatWasNotMeasured()
    {
        BenchReport report = SampleReport.Create();
        ModelResult model = report.Models[0] with { Layers = [], ByThreads = [report.Models[0].ByThreads[0] with { Burst = null }], RssBytes = null };
        string page = ReportPage.Of(report with { Models = [model], Roof = null });
        Assert.DoesNotContain("first second", page, StringComparison.Ordinal);
        Assert.DoesNotContain("of roof", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
