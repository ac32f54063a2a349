using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>
/// The text form of <see cref="AugmentationOptions"/>: changes with their amounts, separated by commas, for example
/// <c>flip=0.5,crop=4,rotate=10,shift=0.1,zoom=0.2,cutout=8,fill=reflect</c>; <c>none</c> for nothing.
/// </summary>
/// <remarks>
/// flip and vflip alone mean 0.5. shift=0.1x0.2 is height by width. zoom=0.2 is 0.8 to 1.2, zoom=0.8..1.5 says both ends. fill is black, mean, edge or reflect.
/// </remarks>
public static class AugmentationText
{
    private const string Known = "flip, vflip, rotate, shift, zoom, shear, brightness, contrast, saturation, noise, crop, cutout and fill";

    /// <summary>Reads a text.</summary>
    /// <exception cref="EdgeCnnException">A part of it is wrong; all such parts are named.</exception>
    public static AugmentationOptions Parse(string text)
    {
        AugmentationOptions options = AugmentationOptions.None;
        List<string> faults = [];
        HashSet<string> seen = [];
        if (text.Trim() is "none" or "")
            return options;
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int at = item.IndexOf('=', StringComparison.Ordinal);
            string name = at < 0 ? item : item[..at].TrimEnd(), value = at >= 0 ? item[(at + 1)..].TrimStart() : name is "flip" or "vflip" ? "0.5" : "";
            if (!seen.Add(name))
                faults.Add($"'{name}' is given twice");
            else if (Set(options, name, value) is { } changed)
                options = changed;
            else
                faults.Add(Fault(item, name));
        }

        try
        {
            options.Validate();
        }
        catch (EdgeCnnException error)
        {
            faults.Add(error.Message["augmentation: ".Length..^1]);
        }

        return faults.Count == 0 ? options : throw new EdgeCnnException($"augmentation '{text}': {string.Join("; ", faults)}.", ExitCode.Usage);
    }

    /// <summary>Writes the text that <see cref="Parse"/> reads as the same options.</summary>
    public static string Format(AugmentationOptions options)
    {
        List<string> items = [];
        Add("flip", options.Flip);
        Add("vflip", options.VerticalFlip);
        Add("rotate", options.Rotate);
        if (options.ShiftHeight > 0 || options.ShiftWidth > 0)
            items.Add(options.ShiftHeight == options.ShiftWidth ? $"shift={Text(options.ShiftHeight)}" : $"shift={Text(options.ShiftHeight)}x{Text(options.ShiftWidth)}");
        if (options.ZoomFrom != 1 || options.ZoomTo != 1)
            items.Add($"zoom={Text(options.ZoomFrom)}..{Text(options.ZoomTo)}");
        Add("shear", options.Shear);
        Add("brightness", options.Brightness);
        Add("contrast", options.Contrast);
        Add("saturation", options.Saturation);
        Add("noise", options.Noise);
        Add("crop", options.Crop);
        Add("cutout", options.Cutout);
        if (options.Fill != AugmentationFill.Black)
            items.Add($"fill={options.Fill.ToString().ToLowerInvariant()}");
        return items.Count == 0 ? "none" : string.Join(',', items);

        void Add(string name, double value)
        {
            if (value != 0)
                items.Add($"{name}={Text(value)}");
        }
    }

    private static AugmentationOptions? Set(AugmentationOptions options, string name, string value) => name switch
    {
        "flip" => Number(value) is { } number ? options with { Flip = number } : null,
        "vflip" => Number(value) is { } number ? options with { VerticalFlip = number } : null,
        "rotate" => Number(value) is { } number ? options with { Rotate = number } : null,
        "shift" => Pair(value, "x") is var (height, width) ? options with { ShiftHeight = height, ShiftWidth = width } : null,
        "zoom" when value.Contains("..", StringComparison.Ordinal) => Pair(value, "..") is var (from, to) ? options with { ZoomFrom = from, ZoomTo = to } : null,
        "zoom" => Number(value) is { } number ? options with { ZoomFrom = 1 - number, ZoomTo = 1 + number } : null,
        "shear" => Number(value) is { } number ? options with { Shear = number } : null,
        "brightness" => Number(value) is { } number ? options with { Brightness = number } : null,
        "contrast" => Number(value) is { } number ? options with { Contrast = number } : null,
        "saturation" => Number(value) is { } number ? options with { Saturation = number } : null,
        "noise" => Number(value) is { } number ? options with { Noise = number } : null,
        "crop" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? options with { Crop = pixels } : null,
        "cutout" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int side) ? options with { Cutout = side } : null,
        "fill" => value switch
        {
            "black" => options with { Fill = AugmentationFill.Black },
            "mean" => options with { Fill = AugmentationFill.Mean },
            "edge" => options with { Fill = AugmentationFill.Edge },
            "reflect" => options with { Fill = AugmentationFill.Reflect },
            _ => null,
        },
        _ => null,
    };

    private static string Fault(string item, string name) => name switch
    {
        "crop" or "cutout" => $"'{item}', expected {name}= and whole pixels",
        "fill" => $"'{item}', expected fill=black, mean, edge or reflect",
        "shift" => $"'{item}', expected shift=0.1 or shift=0.1x0.2 (height x width)",
        "zoom" => $"'{item}', expected zoom=0.2 or zoom=0.8..1.2",
        "flip" or "vflip" or "rotate" or "shear" or "brightness" or "contrast" or "saturation" or "noise" => $"'{item}', expected {name}= and a number",
        _ => $"'{item}' is none of {Known}",
    };

    private static (double First, double Second)? Pair(string value, string separator)
    {
        string[] parts = value.Split(separator);
        return parts.Length is 1 or 2 && Number(parts[0]) is { } first && Number(parts[^1]) is { } second ? (first, second) : null;
    }

    private static double? Number(string value) => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
