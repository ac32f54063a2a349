using System.Globalization;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>Pictures that were taken for something else: what each is, what was said, how surely.</summary>
public static class MistakeGrid
{
    /// <summary>Draws the pictures in their order; the surest mistakes first say most.</summary>
    /// <param name="title">The title.</param>
    /// <param name="mistakes">At least one.</param>
    /// <param name="columns">Pictures of a row.</param>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    public static Plot Draw(string title, IReadOnlyList<Mistake> mistakes, int columns = 6)
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (mistakes.Count == 0)
            throw new ArgumentException("A grid needs at least one picture.", nameof(mistakes));
        var grid = new TileGrid
        {
            Name = title,
            Tiles = [.. mistakes.Select(TileOf)],
            Columns = columns,
            Side = 96,
            LeastWidth = 124,
            TextSize = 12,
        };
        return new Figure { Title = title, Subtitle = "First what it is, then what was said and how surely.", Panels = [grid.Draw()], Columns = 1 }.Draw();
    }

    private static Tile TileOf(Mistake mistake) => new(
        mistake.Picture,
        [new TileLine(mistake.Truth, Palette.Text), new TileLine($"→ {mistake.Answer}", Palette.Bad, Bold: true), new TileLine(string.Create(CultureInfo.InvariantCulture, $"{100 * mistake.Probability:0} %"), Palette.Soft)]);
}
