using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>Small pictures in rows with lines of text under each.</summary>
internal sealed class TileGrid
{
    private const double Gap = 10;

    public required string Name { get; init; }

    public required IReadOnlyList<Tile> Tiles { get; init; }

    public required int Columns { get; init; }

    /// <summary>The longer side of a picture; small pictures are enlarged by a whole number, near to it.</summary>
    public required double Side { get; init; }

    /// <summary>The size of the texts.</summary>
    public double TextSize { get; init; } = 12;

    /// <summary>A column is at least as wide, for longer texts.</summary>
    public double LeastWidth { get; init; }

    public Plot Draw()
    {
        double side = Tiles.Max(tile => Size(tile.Picture).Width), height = Tiles.Max(tile => Size(tile.Picture).Height);
        double column = Math.Max(side, LeastWidth), line = Math.Ceiling(TextSize * 1.3);
        int lines = Tiles.Max(tile => tile.Lines.Count), rows = (Tiles.Count + Columns - 1) / Columns, columns = Math.Min(Columns, Tiles.Count);
        double row = height + (lines * line) + (lines > 0 ? 4 : 0);
        double gap = column < 40 ? 4 : Gap;
        var drawing = new Plot((columns * (column + gap)) - gap, (rows * (row + gap)) - gap, Name);
        for (int i = 0; i < Tiles.Count; i++)
        {
            double x = i % Columns * (column + gap), y = i / Columns * (row + gap);
            var (width, own) = Size(Tiles[i].Picture);
            var box = new Box(x + ((column - width) / 2), y + ((height - own) / 2), width, own);
            drawing.Add(new PictureShape(box, PicturePaint.Fit(Tiles[i].Picture, Plot.FileScale * Side)));
            drawing.Frame(box, Tiles[i].Edge ?? Palette.Axis, Tiles[i].Edge is null ? 1 : 2.5);
            for (int k = 0; k < Tiles[i].Lines.Count; k++)
            {
                TextStyle style = new(TextSize, Tiles[i].Lines[k].Ink, Tiles[i].Lines[k].Bold);
                drawing.Text(x + (column / 2), y + height + ((k + 1) * line), style.Fit(Tiles[i].Lines[k].Text, column + gap - 3), style, TextAnchor.Middle);
            }
        }

        return drawing;
    }

    private (double Width, double Height) Size(Image picture)
    {
        double longer = Math.Max(picture.Width, picture.Height);
        double factor = longer < Side ? Math.Max(1, Math.Round(Side / longer)) : Side / longer;
        return (Math.Max(2, picture.Width * factor), Math.Max(2, picture.Height * factor));
    }
}
