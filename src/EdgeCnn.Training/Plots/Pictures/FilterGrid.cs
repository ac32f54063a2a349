using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>The weights of a convolution as pictures: in colour where it sees red, green and blue, else in grey.</summary>
public static class FilterGrid
{
    private const int MostFilters = 16, MostChannels = 16, MostColour = 128;

    /// <summary>Draws the filters: one tile each for 1 or 3 channels, else a row of tiles for each filter, a column for each channel.</summary>
    /// <exception cref="ArgumentException">The number of weights does not fit.</exception>
    public static Plot Draw(FilterBank bank) => FigureOf(bank).Draw();

    internal static Figure FigureOf(FilterBank bank)
    {
        ArgumentNullException.ThrowIfNull(bank);
        long weights = (long)bank.Count * bank.Height * bank.Width * bank.Channels;
        if (bank.Weights.Length != weights || weights == 0)
            throw new ArgumentException($"{bank.Name}: [{bank.Count},{bank.Height},{bank.Width},{bank.Channels}] has {weights} weights, got {bank.Weights.Length}.", nameof(bank));
        bool whole = bank.Channels is 1 or 3;
        int filters = Math.Min(bank.Count, whole ? MostColour : MostFilters), channels = Math.Min(bank.Channels, MostChannels);
        var grid = new TileGrid
        {
            Name = bank.Name,
            Tiles = whole
                ? [.. Enumerable.Range(0, filters).Select(filter => new Tile(Whole(bank, filter), [new TileLine($"{filter + 1}", Palette.Soft)]))]
                : [.. Enumerable.Range(0, filters).SelectMany(filter => Enumerable.Range(0, channels).Select(channel => new Tile(Slice(bank, filter, channel), [])))],
            Columns = whole ? (filters <= 32 ? 8 : 16) : channels,
            Side = whole ? (filters <= 32 ? 54 : 36) : 30,
            TextSize = 11,
        };
        return new Figure { Title = $"Filters of {bank.Name}", Subtitle = Subtitle(bank, whole, filters, channels), Panels = [grid.Draw()], Columns = 1, LeastWidth = 420 };
    }

    private static string Subtitle(FilterBank bank, bool whole, int filters, int channels)
    {
        string size = $"{bank.Count} filters of {bank.Height}×{bank.Width}×{bank.Channels}.";
        string shown = filters < bank.Count || (!whole && channels < bank.Channels) ? $" Shown are the first {filters}{(whole ? "" : $" and of each the first {channels} channels")}." : "";
        string form = whole ? " " : " A row for each filter, a column for each channel it reads. ";
        return $"{size}{shown}{form}{(bank.Channels == 3 ? "Mid-grey" : "Grey in the middle")} is 0; each filter has a range of its own.";
    }

    private static Image Whole(FilterBank bank, int filter)
    {
        int size = bank.Height * bank.Width * bank.Channels;
        ReadOnlySpan<float> weights = bank.Weights.Span.Slice(filter * size, size);
        double most = Most(weights);
        byte[] pixels = new byte[size];
        for (int i = 0; i < size; i++)
            pixels[i] = Code(weights[i] / most);
        return new Image(bank.Width, bank.Height, bank.Channels == 3 ? PixelFormat.Rgb24 : PixelFormat.Gray8, pixels);
    }

    // Slices of a filter share its range, so that a channel it hardly uses looks flat.
    private static Image Slice(FilterBank bank, int filter, int channel)
    {
        int size = bank.Height * bank.Width * bank.Channels;
        ReadOnlySpan<float> weights = bank.Weights.Span.Slice(filter * size, size);
        double most = Most(weights);
        byte[] pixels = new byte[bank.Height * bank.Width];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Code(weights[(i * bank.Channels) + channel] / most);
        return new Image(bank.Width, bank.Height, PixelFormat.Gray8, pixels);
    }

    private static double Most(ReadOnlySpan<float> weights)
    {
        double most = 0;
        foreach (float weight in weights)
        {
            if (float.IsFinite(weight))
                most = Math.Max(most, Math.Abs(weight));
        }

        return most == 0 ? 1 : most;
    }

    private static byte Code(double share) => (byte)Math.Clamp(double.IsNaN(share) ? 0 : 127.5 + (127.5 * share) + 0.5, 0, 255);
}
