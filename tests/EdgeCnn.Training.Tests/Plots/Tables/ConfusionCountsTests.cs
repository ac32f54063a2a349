using System.Xml.Linq;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Training.Tests.Plots.Tables;

public sealed class ConfusionCountsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // 8 of 10 cats right; 3 of 5 dogs; no bird at all.
    private static readonly ConfusionCounts Small = new(["cat", "dog", "bird"], new[,] { { 8, 2, 0 }, { 1, 3, 1 }, { 0, 0, 0 } });

    [Fact]
    public void ByClass_WorkedByHand_IsPrecisionRecallAndF1()
    {
        IReadOnlyList<ClassRow> rows = Small.ByClass();
        Assert.Equal(new ClassRow("cat", 10, 8.0 / 9, 0.8, 16.0 / 19), rows[0]);
        Assert.Equal(new ClassRow("dog", 5, 0.6, 0.6, 0.6), rows[1]);
        Assert.Equal((0, 0.0, double.NaN, 0.0), (rows[2].Count, rows[2].Precision, rows[2].Recall, rows[2].F1));
    }

    [Fact]
    public void Confused_Pairs_AreMostFirst() => Assert.Equal([("cat", "dog", 2), ("dog", "cat", 1), ("dog", "bird", 1)], Small.Confused(5));

    [Fact]
    public void Constructor_CountsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ConfusionCounts(["a", "b"], new int[2, 3]));
        Assert.Throws<ArgumentException>(() => new ConfusionCounts(["a"], new[,] { { -1 } }));
    }

    [Fact]
    public void Draw_FewClasses_WritesCountsAndSharesOfTheRow()
    {
        string svg = ConfusionPicture.Draw(Small).ToSvg();
        foreach (string part in (string[])["11 of 15 right (0.7333)", "cat → dog (2)", ">8<", ">80.0 %<", "cat → dog: 2 of 10 (20.0 %)"])
            Assert.Contains(part, svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(37)]
    [InlineData(100)]
    public void Draw_AnyNumberOfClasses_KeepsNamesApart(int classes)
    {
        int[,] counts = new int[classes, classes];
        for (int i = 0; i < classes; i++)
            counts[i, i] = 10;
        Plot plot = ConfusionPicture.Draw(new ConfusionCounts([.. Enumerable.Range(0, classes).Select(i => $"a rather long name {i}")], counts));
        TextShape[] names = [.. plot.Shapes.OfType<GroupShape>().Single().Shapes.OfType<TextShape>().Where(text => text.Text.StartsWith("a rather", StringComparison.Ordinal))];
        Assert.Equal(2 * classes, names.Length);
        TextShape[] rows = [.. names.Where(text => text.Angle == 0)], columns = [.. names.Where(text => text.Angle == -90)];
        Assert.Equal(classes, columns.Length);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second.Place.Y - pair.First.Place.Y >= pair.First.Style.Size));
        Assert.All(columns.Zip(columns.Skip(1)), pair => Assert.True(pair.Second.Place.X - pair.First.Place.X >= pair.First.Style.Size));
        Assert.All(rows, text => Assert.True(text.Place.X - text.Style.Measure(text.Text) >= 20));
        Assert.NotNull(XDocument.Parse(plot.ToSvg()).Root!.Element(Svg + "title"));
    }

    [Fact]
    public void Draw_Sweep_MarksTheBestOfAColumn()
    {
        Plot plot = SweepTable.Draw("cases", [new SweepColumn("accuracy", BestValue.Highest), new SweepColumn("loss", BestValue.Lowest, "0.00"), new SweepColumn("s", BestValue.None, "0.0")], [new SweepRow("a", [0.5, 1.25, 7], "good"), new SweepRow("b", [0.75, double.NaN, 8])]);
        TextShape[] bold = [.. plot.Shapes.OfType<GroupShape>().Single().Shapes.OfType<TextShape>().Where(text => text.Style.Bold)];
        Assert.Equal(["0.7500", "1.25"], bold.Select(text => text.Text));
        Assert.Contains(">–<", plot.ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SweepTable.Draw("none", [new SweepColumn("x")], [new SweepRow("a", [])]));
    }
}
