using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class ReliabilityDiagramTests
{
    [Fact]
    public void Draw_Diagram_TellsTheError()
    {
        string svg = ReliabilityDiagram.Draw([0.4, 0.5, 0.9, 1.0], [false, true, true, true], 2).ToSvg();
        Assert.Contains("Expected calibration error 0.050", svg, StringComparison.Ordinal);
        Assert.Contains("confidence 0.50 to 1.00: 2 of 2 right", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_ListsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Draw([0.5], []));
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.Draw([], []));
    }
}
