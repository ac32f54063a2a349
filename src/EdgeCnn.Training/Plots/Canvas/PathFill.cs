namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>
/// Fills polygons with smooth edges: each pixel row is cut into level lines; on each, the stretches inside are found by the
/// non-zero winding rule and their exact lengths added up to the coverage of the pixels.
/// </summary>
/// <remarks>Units: device pixels. Source: Foley et al. 1996, "Computer Graphics", §3.6 (scan conversion with an active-edge table).</remarks>
internal sealed class PathFill(Box clip)
{
    private const int LinesPerRow = 16;

    private readonly List<Edge> edges = [];

    /// <summary>Adds a polygon, turned so that polygons which overlap unite.</summary>
    public void Add(ReadOnlySpan<Point> points)
    {
        double area = 0;
        for (int i = 0; i < points.Length; i++)
        {
            Point a = points[i], b = points[(i + 1) % points.Length];
            area += (a.X * b.Y) - (b.X * a.Y);
        }

        int turn = area < 0 ? -1 : 1;
        for (int i = 0; i < points.Length; i++)
        {
            Point a = points[i], b = points[(i + 1) % points.Length];
            if (a.Y < b.Y)
                edges.Add(new Edge(a.Y, b.Y, a.X, (b.X - a.X) / (b.Y - a.Y), turn));
            else if (a.Y > b.Y)
                edges.Add(new Edge(b.Y, a.Y, b.X, (a.X - b.X) / (a.Y - b.Y), -turn));
        }
    }

    /// <summary>Lays the ink over all that was added, and forgets it.</summary>
    public void Fill(Surface surface, Ink ink)
    {
        int left = (int)Math.Max(0, Math.Floor(clip.X)), right = (int)Math.Min(surface.Width, Math.Ceiling(clip.Right));
        double top = Math.Max(0, clip.Y), bottom = Math.Min(surface.Height, clip.Bottom);
        if (edges.Count == 0 || left >= right || top >= bottom)
        {
            edges.Clear();
            return;
        }

        edges.Sort((a, b) => a.Top.CompareTo(b.Top));
        var row = new CoverageRow(Math.Max(left, clip.X), Math.Min(right, clip.Right), left, right);
        List<int> active = [];
        List<(double X, int Turn)> crossings = [];
        int next = 0, first = (int)Math.Floor(Math.Max(top, edges[0].Top)), last = (int)Math.Ceiling(Math.Min(bottom, edges.Max(edge => edge.Bottom)));
        for (int y = first; y < last; y++)
        {
            row.Clear();
            for (int line = 0; line < LinesPerRow; line++)
            {
                double at = y + ((line + 0.5) / LinesPerRow);
                if (at < top || at >= bottom)
                    continue;
                for (; next < edges.Count && edges[next].Top <= at; next++)
                    active.Add(next);
                active.RemoveAll(edge => edges[edge].Bottom <= at);
                AddLine(row, active, crossings, at);
            }

            row.Blend(surface, y, ink);
        }

        edges.Clear();
    }

    private void AddLine(CoverageRow row, List<int> active, List<(double X, int Turn)> crossings, double at)
    {
        crossings.Clear();
        foreach (int edge in active)
        {
            // An edge that was read early because its top lies in an earlier line may begin below this one.
            if (edges[edge].Top <= at)
                crossings.Add((edges[edge].XAtTop + (edges[edge].Slope * (at - edges[edge].Top)), edges[edge].Turn));
        }

        crossings.Sort((a, b) => a.X.CompareTo(b.X));
        int winding = 0;
        double start = 0;
        foreach (var (x, turn) in crossings)
        {
            if (winding == 0)
                start = x;
            winding += turn;
            if (winding == 0)
                row.Add(start, x, 1.0 / LinesPerRow);
        }
    }

    private readonly record struct Edge(double Top, double Bottom, double XAtTop, double Slope, int Turn);
}
