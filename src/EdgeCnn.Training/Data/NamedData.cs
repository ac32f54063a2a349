using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>A data set named as <c>kind:place</c>, with the normalisation that goes with it.</summary>
/// <param name="Kind"><c>mnist</c>, <c>fashion-mnist</c>, <c>cifar10</c>, <c>folder</c>, <c>tree</c> or <c>table</c>.</param>
/// <param name="Directory">Where its files lie; the file itself for a table.</param>
public sealed record NamedData(string Kind, string Directory)
{
    private const int LargestSide = 224;
    private const int SampledPictures = 256;
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] Clothes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Reads <c>kind:place</c>.</summary>
    /// <exception cref="EdgeCnnException">The kind is unknown or the place is missing.</exception>
    public static NamedData Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        if (kind is not ("mnist" or "fashion-mnist" or "cifar10" or "folder" or "tree" or "table") || colon < 0 || colon == text.Length - 1)
            throw new EdgeCnnException($"data '{text}': expected mnist:DIRECTORY, fashion-mnist:DIRECTORY, cifar10:DIRECTORY, folder:DIRECTORY, tree:DIRECTORY or table:FILE.csv.", ExitCode.Usage);
        return new NamedData(kind, text[(colon + 1)..]);
    }

    /// <summary>True if its classes are the leaves of a tree.</summary>
    public bool IsTree => Kind == "tree";

    /// <summary>The parts that it has: those of a folder or a table as they say, training and test of all others.</summary>
    /// <exception cref="EdgeCnnException">The folder or the table cannot be read.</exception>
    public IReadOnlyList<DataPart> Parts() => Kind switch
    {
        "folder" or "tree" => FolderDataset.Parts(Directory),
        "table" => TableDataset.Parts(Directory),
        _ => [DataPart.Train, DataPart.Test],
    };

    /// <summary>Opens the training or the test part; for test, of a set that has none, its validation part or all of it.</summary>
    /// <exception cref="EdgeCnnException">A file is missing or damaged.</exception>
    public IDataset Open(bool train, IReadOnlyList<string>? known = null) => Open(DataParts.Nearest(Parts(), train ? DataPart.Train : DataPart.Test), known);

    /// <summary>Opens a part.</summary>
    /// <param name="part">One of <see cref="Parts"/>; a folder or a table without parts gives all its pictures for each.</param>
    /// <param name="known">The classes that a model knows, in its order, by which those of a folder or a table are found; null to take them as they come.</param>
    /// <exception cref="EdgeCnnException">A file is missing or damaged, there is no such part, or the classes are others than those that are known.</exception>
    public IDataset Open(DataPart part, IReadOnlyList<string>? known = null) => Kind switch
    {
        "folder" or "tree" => FolderDataset.Load(Directory, part, known, nested: IsTree),
        "table" => TableDataset.Load(Directory, part, known),
        _ when part == DataPart.Validation => throw new EdgeCnnException($"{Kind} has no validation part; split its training part.", ExitCode.Usage),
        "cifar10" => Same(known, CifarDataset.Load(Directory, part == DataPart.Train)),
        "mnist" => Same(known, IdxDataset.Load(Directory, part == DataPart.Train, Digits)),
        _ => Same(known, IdxDataset.Load(Directory, part == DataPart.Train, Clothes)),
    };

    /// <summary>How a network trained on this data wants its pictures.</summary>
    /// <remarks>
    /// Mean and standard deviation are those of the training pixels, in units of 255; of a folder or a table, of 256 pictures spread evenly over it, to four digits. Its colours are grey if all pictures
    /// are, and it is multilabel if a picture may have none or several.
    /// </remarks>
    /// <param name="data">The training part, or a part of it.</param>
    /// <param name="size">Height and width of the input; null for the size that most pictures have, each side at most 224.</param>
    /// <exception cref="EdgeCnnException">The set is of no use any more.</exception>
    public InputContract Contract(IDataset data, (int Height, int Width)? size = null)
    {
        int[] indices = [.. Enumerable.Range(0, data.Count)];
        IDataset whole = data;
        for (; whole is Subset part; whole = part.Whole)
            indices = [.. indices.Select(part.IndexInWhole)];
        if (whole is FileDataset files)
            return Contract(files, indices, size);
        var picture = data.Picture(0);
        return new InputContract
        {
            Height = size?.Height ?? picture.Height,
            Width = size?.Width ?? picture.Width,
            Color = Kind == "cifar10" ? ColorOrder.Rgb : ColorOrder.Gray,
            Mean = Kind switch { "cifar10" => [0.4914f, 0.4822f, 0.4465f], "mnist" => [0.1307f], _ => [0.2860f] },
            Std = Kind switch { "cifar10" => [0.2470f, 0.2435f, 0.2616f], "mnist" => [0.3081f], _ => [0.3530f] },
            Labels = [.. data.Labels],
        };
    }

    /// <summary>How pictures of a set become those of an input: a mean over areas where most are larger, else between neighbours; null if most have its size.</summary>
    /// <param name="data">The training part, or a part of it.</param>
    /// <param name="height">Of the input.</param>
    /// <param name="width">Of the input.</param>
    public static ResizeFilter? Resize(IDataset data, int height, int width)
    {
        var usual = UsualSize(data);
        return usual == (height, width) ? null : ResizeFor(usual, height, width);
    }

    private static (int Height, int Width) UsualSize(IDataset data)
    {
        int[] indices = [.. Enumerable.Range(0, data.Count)];
        for (; data is Subset part; data = part.Whole)
            indices = [.. indices.Select(part.IndexInWhole)];
        return data is FileDataset files ? UsualSize(files, indices) : (data.Picture(0).Height, data.Picture(0).Width);
    }

    private static (int Height, int Width) UsualSize(FileDataset files, int[] indices) => indices.Select(files.InfoOf).GroupBy(info => (info.Height, info.Width))
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;

    // Of large photographs, two pixels in each direction would be a poor sample of what a pixel of the input covers.
    private static ResizeFilter ResizeFor((int Height, int Width) usual, int height, int width) => usual.Height > height || usual.Width > width ? ResizeFilter.Area : ResizeFilter.Bilinear;

    // These sets number their classes; the numbers of other classes would give a result that means nothing.
    private IDataset Same(IReadOnlyList<string>? known, IDataset data) => known is null || known.SequenceEqual(data.Labels)
        ? data
        : throw new EdgeCnnException($"{Kind}:{Directory}: expected the model's classes {string.Join(", ", known)}; got {string.Join(", ", data.Labels)}. Use the data that the model was trained on, or folders of pictures named like its classes (folder:DIR).");

    private static InputContract Contract(FileDataset files, int[] indices, (int Height, int Width)? size)
    {
        var usual = UsualSize(files, indices);
        var (height, width) = size ?? (Math.Min(usual.Height, LargestSide), Math.Min(usual.Width, LargestSide));
        bool grey = indices.All(i => files.InfoOf(i).Format == PixelFormat.Gray8);
        ChannelStatistics pixels = Sample(files, indices);
        return new InputContract
        {
            Height = height,
            Width = width,
            Color = grey ? ColorOrder.Gray : ColorOrder.Rgb,
            Resize = ResizeFor(usual, height, width),
            Mean = Tidy(pixels.Mean, grey),
            Std = Tidy([.. pixels.Std.Select(std => std < 0.01 ? 1 : std)], grey),
            Task = files.IsMultilabel ? ModelTask.Multilabel : ModelTask.Multiclass,
            Labels = [.. files.Labels],
        };
    }

    private static ChannelStatistics Sample(FileDataset files, int[] indices)
    {
        int count = Math.Min(indices.Length, SampledPictures);
        ChannelStatistics all = ChannelStatistics.Gather(count, new ParallelOptions(), (i, channels) =>
        {
            if (files.TryPicture(indices[(int)((long)i * indices.Length / count)], out ImageView picture, out string? _))
                channels.Add(picture);
        });
        return all.Pixels > 0 ? all : throw new EdgeCnnException($"none of {count} pictures spread over the set can be read; the first error is: {files.Unreadable[0].Reason}");
    }

    // Grey pictures that happen to be the whole sample of a set with colours have one figure for three channels.
    private static ImmutableArray<float> Tidy(double[] values, bool grey) =>
        [.. Enumerable.Range(0, grey ? 1 : 3).Select(channel => (float)Math.Round(values[Math.Min(channel, values.Length - 1)], 4))];
}
