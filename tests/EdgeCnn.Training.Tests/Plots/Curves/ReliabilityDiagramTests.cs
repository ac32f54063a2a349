using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class ReliabilityDiagramTests
{
    [Fact]
    public void ExpectedCalibrationError_WorkedByHand_IsIt() =>
        // Bins of a half: (0.4, wrong), (0.5, right) → |1 − 0.9| = 0.1; (0.9, right), (1, right) → |2 − 1.9| = 0.1; together 0.2 of 4.
        Assert.Equal(0.05, ReliabilityDiagram.ExpectedCalibrationError([0.4, 0.5, 0.9, 1.0], [false, true, true, true], 2), 12);

    [Fact]
    public void ExpectedCalibrationError_AlwaysSureAndHalfRight_IsAHalf() =>
        Assert.Equal(0.5, ReliabilityDiagram.ExpectedCalibrationError([1, 1, 1, 1], [true, false, true, false]), 12);

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
