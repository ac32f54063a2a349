using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>A convolution at work: an upper row of maps after convolution and ReLU, a lower row of the same maps after pooling.</summary>
public static class ConvolutionPicture
{
    private const int Most = 12;

    /// <summary>The name under which the picture of a stage is usually saved, without its ending.</summary>
    public static string FileName(ConvolutionStage stage) => $"conv{stage.Number}";

    /// <summary>Draws a stage; each map is named <c>Conv k-i</c> or <c>MaxP k-i</c>. Of more than 12 maps the first are shown.</summary>
    /// <exception cref="ArgumentException">There is no map, or not one pooled map for each.</exception>
    public static Plot Draw(ConvolutionStage stage) => FigureOf(stage).Draw();

    internal static Figure FigureOf(ConvolutionStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Maps.Count == 0 || stage.Maps.Count != stage.Pooled.Count)
            throw new ArgumentException($"Convolution {stage.Number} needs one pooled map for each map, got {stage.Maps.Count} and {stage.Pooled.Count}.", nameof(stage));
        int shown = Math.Min(stage.Maps.Count, Most);
        // A map and what pooling leaves of it share a range, else the two could not be compared.
        MapColouring[] colouring = [.. stage.Maps.Zip(stage.Pooled, (map, pooled) => MapColouring.For(map, pooled))];
        double side = Math.Clamp(860.0 / shown, 70, 210);
        // A pooled map is drawn as large as its map, so that what became of it is seen.
        TileGrid Row(string name, IReadOnlyList<FeatureMap> maps) => new()
        {
            Name = name,
            Tiles = [.. maps.Take(shown).Select((map, i) => new Tile(colouring[i].Paint(map), [new TileLine($"{name} {stage.Number}-{i + 1}", Palette.Text, Bold: true)]))],
            Columns = shown,
            Side = side,
            LeastWidth = side,
        };
        FeatureMap first = stage.Maps[0], pooled = stage.Pooled[0];
        return new Figure
        {
            Title = $"Convolution {stage.Number}",
            Subtitle = $"{stage.Maps.Count} {(stage.Maps.Count == 1 ? "map" : "maps")}: {first.Height}×{first.Width} after convolution and ReLU, {pooled.Height}×{pooled.Width} after max pooling. Each pair has a range of its own.{(shown < stage.Maps.Count ? $" Shown are the first {shown}." : "")}",
            Panels = [Row("Conv", stage.Maps).Draw(), Row("MaxP", stage.Pooled).Draw(), ColourBar.Draw(colouring[0], "0", "greatest of the map")],
            Columns = 1,
            LeastWidth = 380,
        };
    }
}
