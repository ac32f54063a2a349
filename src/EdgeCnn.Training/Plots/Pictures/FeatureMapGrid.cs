using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>What the channels of a layer answer to one picture.</summary>
public static class FeatureMapGrid
{
    private const int Most = 128;

    /// <summary>Draws the maps, each with a range of its own: a map that answers weakly is as well to be seen as one that answers strongly.</summary>
    /// <exception cref="ArgumentException">There is no map.</exception>
    public static Plot Draw(FeatureMapSet set) => FigureOf(set).Draw();

    internal static Figure FigureOf(FeatureMapSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Maps.Count == 0)
            throw new ArgumentException($"{set.Name} has no maps.", nameof(set));
        int shown = Math.Min(set.Maps.Count, Most), quiet = set.Maps.Count(map => map.Values.All(value => value == map.Values[0]));
        var grid = new TileGrid
        {
            Name = set.Name,
            Tiles = [.. set.Maps.Take(shown).Select((map, i) => new Tile(MapColouring.For(map).Paint(map), [new TileLine($"{i + 1}", Palette.Soft)]))],
            Columns = shown <= 32 ? 8 : 16,
            Side = shown <= 32 ? 76 : 52,
            TextSize = 11,
        };
        string more = shown < set.Maps.Count ? $" Shown are the first {shown}." : "";
        MapColouring colouring = MapColouring.For(set.Maps);
        string same = quiet > 0 ? $" {quiet} {(quiet == 1 ? "is" : "are")} the same everywhere." : "";
        return new Figure { Title = $"Maps of {set.Name}", Subtitle = $"{set.Maps.Count} maps of {set.Maps[0].Height}×{set.Maps[0].Width}.{more}{same} Each has a range of its own.", Panels = [grid.Draw(), ColourBar.Draw(colouring, colouring.Low < 0 ? "least" : "0", colouring.High > 0 ? "greatest of the map" : "0")], Columns = 1, LeastWidth = 360 };
    }
}
