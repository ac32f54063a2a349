using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Curves;

/// <summary>The lines on which a function of two variables has one value, from its values on a grid.</summary>
/// <remarks>Source: Lorensen and Cline 1987, "Marching Cubes", in two dimensions; a saddle is decided by the mean of its corners.</remarks>
internal sealed class ContourLines
{
    private readonly double[,] values; // [rows, columns]
    private readonly double level;
    private readonly Dictionary<(int Row, int Column, bool Down), List<(int Row, int Column, bool Down)>> links = [];

    private ContourLines(double[,] values, double level)
    {
        this.values = values;
        this.level = level;
    }

    /// <summary>The lines of a level; coordinates are column and row of the grid.</summary>
    public static IReadOnlyList<Point[]> Of(double[,] values, double level)
    {
        var lines = new ContourLines(values, level);
        for (int row = 0; row < values.GetLength(0) - 1; row++)
        {
            for (int column = 0; column < values.GetLength(1) - 1; column++)
                lines.AddCell(row, column);
        }

        return lines.Join();
    }

    // An edge of a cell is known by its first corner and whether it leads down or right; so neighbours share it.
    private void AddCell(int row, int column)
    {
        (int, int, bool) top = (row, column, false), bottom = (row + 1, column, false), left = (row, column, true), right = (row, column + 1, true);
        bool a = Above(row, column), b = Above(row, column + 1), c = Above(row + 1, column + 1), d = Above(row + 1, column);
        if (a != b && b != c && c != d)
        {
            bool middle = (values[row, column] + values[row, column + 1] + values[row + 1, column + 1] + values[row + 1, column]) / 4 > level;
            Link(top, middle == a ? right : left);
            Link(bottom, middle == a ? left : right);
            return;
        }

        (int, int, bool)[] crossed = [.. new[] { (a != b, top), (b != c, right), (c != d, bottom), (d != a, left) }.Where(edge => edge.Item1).Select(edge => edge.Item2)];
        if (crossed.Length == 2)
            Link(crossed[0], crossed[1]);
    }

    private bool Above(int row, int column) => values[row, column] > level;

    private void Link((int, int, bool) one, (int, int, bool) other)
    {
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            if (!links.TryGetValue(from, out var list))
                links[from] = list = [];
            list.Add(to);
        }
    }

    // From the ends of open lines first, then round the closed ones.
    private List<Point[]> Join()
    {
        List<Point[]> lines = [];
        foreach (var start in links.Keys.OrderBy(edge => links[edge].Count).ThenBy(edge => edge.Row).ThenBy(edge => edge.Column).ThenBy(edge => edge.Down).ToArray())
        {
            List<Point> line = [Place(start)];
            for (var at = start; links[at].Count > 0;)
            {
                var next = links[at][0];
                links[at].RemoveAt(0);
                links[next].Remove(at);
                line.Add(Place(next));
                at = next;
            }

            if (line.Count > 1)
                lines.Add([.. line]);
        }

        return lines;
    }

    private Point Place((int Row, int Column, bool Down) edge)
    {
        double from = values[edge.Row, edge.Column], to = edge.Down ? values[edge.Row + 1, edge.Column] : values[edge.Row, edge.Column + 1];
        double share = (level - from) / (to - from);
        return edge.Down ? new Point(edge.Column, edge.Row + share) : new Point(edge.Column + share, edge.Row);
    }
}
