using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>The first pictures of a data set with their names, as a square of 5 by 5 or 10 by 10 or any other.</summary>
public static class SampleGrid
{
    /// <summary>Draws the pictures row by row.</summary>
    /// <param name="title">The title.</param>
    /// <param name="samples">At least one.</param>
    /// <param name="columns">Pictures of a row.</param>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    public static Plot Draw(string title, IReadOnlyList<Sample> samples, int columns)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (samples.Count == 0)
            throw new ArgumentException("A grid needs at least one picture.", nameof(samples));
        bool few = columns <= 6;
        var grid = new TileGrid
        {
            Name = title,
            Tiles = [.. samples.Select(sample => new Tile(sample.Picture, [new TileLine(sample.Label, Palette.Text)]))],
            Columns = columns,
            Side = few ? 96 : 64,
            TextSize = few ? 12.5 : 11,
        };
        return new Figure { Title = title, Panels = [grid.Draw()], Columns = 1 }.Draw();
    }
}
