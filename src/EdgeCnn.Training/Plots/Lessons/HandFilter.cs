using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Plots.Lessons;

/// <summary>A filter written by hand, as in a first lesson on convolutions, and the steps after it.</summary>
public sealed class HandFilter
{
    private const int MostRows = 99;

    private HandFilter(FeatureMap weights) => Weights = weights;

    /// <summary>Its numbers.</summary>
    public FeatureMap Weights { get; }

    /// <summary>Reads a filter: rows parted by <c>;</c>, numbers by blanks or commas, for example <c>1 0 -1;2 0 -2;1 0 -1</c>.</summary>
    /// <exception cref="EdgeCnnException">It is not a rectangle of finite numbers (<see cref="ExitCode.Usage"/>).</exception>
    public static HandFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[][] rows = [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))];
        if (rows.Length is 0 or > MostRows || rows[0].Length is 0 or > MostRows || rows.Any(row => row.Length != rows[0].Length))
            throw new EdgeCnnException($"filter '{text}': expected rows of equally many numbers, got rows of {string.Join(", ", rows.Select(row => row.Length))}. Write for example \"1 0 -1;2 0 -2;1 0 -1\".", ExitCode.Usage);
        return new HandFilter(new FeatureMap(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row).Select(word => Number(word, text))]));
    }

    /// <summary>A square filter of ones.</summary>
    public static HandFilter Ones(int size)
    {
        float[] ones = new float[size * size];
        Array.Fill(ones, 1f);
        return new HandFilter(new FeatureMap(size, size, ones));
    }

    /// <summary>Slides the filter over a map without a border, one step at a time; each result is the sum of the products.</summary>
    /// <remarks>Shapes: [H, W] → [H − KH + 1, W − KW + 1].</remarks>
    /// <exception cref="EdgeCnnException">The map is smaller than the filter (<see cref="ExitCode.BadData"/>).</exception>
    public FeatureMap Apply(FeatureMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        int height = map.Height - Weights.Height + 1, width = map.Width - Weights.Width + 1;
        if (height < 1 || width < 1)
            throw new EdgeCnnException($"a filter of {Weights.Height}x{Weights.Width} does not fit into a picture of {map.Height}x{map.Width}. Take a larger picture or a smaller filter.");
        float[] response = new float[height * width];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
                response[(row * width) + column] = Sum(map, row, column);
        }

        return new FeatureMap(height, width, response);
    }

    /// <summary>Negative numbers become 0.</summary>
    public static FeatureMap Relu(FeatureMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new FeatureMap(map.Height, map.Width, [.. map.Values.Select(value => Math.Max(value, 0))]);
    }

    /// <summary>The greatest of each 2 by 2 numbers; an odd height or width is first padded with zeros at the bottom or right.</summary>
    /// <remarks>Shapes: [H, W] → [⌈H/2⌉, ⌈W/2⌉].</remarks>
    public static FeatureMap MaxPool(FeatureMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        int height = (map.Height + 1) / 2, width = (map.Width + 1) / 2;
        float[] pooled = new float[height * width];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
                pooled[(row * width) + column] = Math.Max(Math.Max(At(map, 2 * row, 2 * column), At(map, 2 * row, (2 * column) + 1)), Math.Max(At(map, (2 * row) + 1, 2 * column), At(map, (2 * row) + 1, (2 * column) + 1)));
        }

        return new FeatureMap(height, width, pooled);
    }

    private static float At(FeatureMap map, int row, int column) => row < map.Height && column < map.Width ? map[row, column] : 0;

    private float Sum(FeatureMap map, int row, int column)
    {
        double sum = 0;
        for (int y = 0; y < Weights.Height; y++)
        {
            for (int x = 0; x < Weights.Width; x++)
                sum += (double)Weights[y, x] * map[row + y, column + x];
        }

        return (float)sum;
    }

    private static float Number(string word, string text) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
            ? number
            : throw new EdgeCnnException($"filter '{text}': '{word}' is no number. Write for example \"1 0 -1;2 0 -2;1 0 -1\".", ExitCode.Usage);
}
