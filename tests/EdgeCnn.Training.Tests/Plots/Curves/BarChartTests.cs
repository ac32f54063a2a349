using System.Globalization;
using System.Xml.Linq;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class BarChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draw_Bars_AreAsLongAsTheirValues()
    {
        var svg = XDocument.Parse(BarChart.Draw("counts", [new Bar("a", 100), new Bar("b", 50), new Bar("c", 25, "a quarter")]).ToSvg());
        double[] widths = [.. svg.Descendants(Svg + "g").Elements(Svg + "rect").Select(rect => double.Parse(rect.Attribute("width")!.Value, CultureInfo.InvariantCulture))];
        Assert.Equal([1, 0.5, 0.25], widths.Select(width => width / widths[0]));
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "a quarter");
    }

    [Fact]
    public void Draw_NoneOrNegative_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => BarChart.Draw("none", []));
        Assert.Throws<ArgumentException>(() => BarChart.Draw("below", [new Bar("a", -1)]));
    }
}
