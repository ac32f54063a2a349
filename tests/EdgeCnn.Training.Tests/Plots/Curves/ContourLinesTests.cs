using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

public sealed class ContourLinesTests
{
    [Fact]
    public void Of_Cone_IsOneClosedCircle()
    {
        IReadOnlyList<Point[]> lines = ContourLines.Of(Values(41, (x, y) => Math.Sqrt(((x - 20) * (x - 20)) + ((y - 20) * (y - 20)))), 12.3);
        Point[] line = Assert.Single(lines);
        Assert.Equal(line[0], line[^1]);
        Assert.All(line, point => Assert.Equal(12.3, (point - new Point(20, 20)).Length, 0.05));
    }

    [Fact]
    public void Of_Plane_IsOneStraightLineFromEdgeToEdge()
    {
        Point[] line = Assert.Single(ContourLines.Of(Values(11, (x, _) => x), 4.25));
        Assert.Equal(11, line.Length);
        Assert.All(line, point => Assert.Equal(4.25, point.X, 12));
        Assert.Equal(10, Math.Abs(line[0].Y - line[^1].Y));
    }

    [Fact]
    public void Of_Saddle_KeepsTwoBranchesApart()
    {
        // Hyperbolas x·y = 6 about the middle.
        IReadOnlyList<Point[]> lines = ContourLines.Of(Values(21, (x, y) => (x - 10) * (y - 10)), 6);
        Assert.Equal(2, lines.Count);
        Assert.All(lines.SelectMany(line => line), point => Assert.Equal(6, (point.X - 10) * (point.Y - 10), 0.5));
    }

    [Fact]
    public void Of_LevelOutside_IsNothing() => Assert.Empty(ContourLines.Of(Values(5, (x, y) => x + y), 100));

    private static double[,] Values(int size, Func<int, int, double> of)
    {
        double[,] values = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
                values[row, column] = of(column, row);
        }

        return values;
    }
}
