using System.Xml.Linq;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Training.Tests.Plots.Tables;

public sealed class SweepPictureTests
{
    [Fact]
    public void Draw_TwoVariants_ShowsTableAboveCurvesWithinThePicture()
    {
        EpochPoint[] epochs = [new(1, 1.5, 0.4, 1.4, 0.45), new(2, 1.2, 0.6, 1.1, 0.62)];
        Plot picture = SweepPicture.Draw("Two", [new SweepColumn("test", BestValue.Highest)], [new SweepRow("plain", [0.61]), new SweepRow("dropout", [0.67], "good")], [new RunCurves("plain", epochs), new RunCurves("dropout", epochs)]);
        XElement svg = XDocument.Parse(picture.ToSvg()).Root!;
        foreach (string text in (string[])["Two", "0.6700", "good", "Learning curves", "Accuracy", "Loss", "epoch"])
            Assert.Contains(text, svg.Value, StringComparison.Ordinal);
        Plot table = SweepTable.Draw("Two", [new SweepColumn("test", BestValue.Highest)], [new SweepRow("plain", [0.61]), new SweepRow("dropout", [0.67], "good")]);
        Assert.True(picture.Height > table.Height + 200 && picture.Width >= table.Width, $"{picture.Width}x{picture.Height}");
    }
}
