using System.Buffers.Binary;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>MNIST and its relatives: a pair of IDX files, grey pictures and labels 0..9.</summary>
/// <remarks>Source: LeCun, Cortes, Burges, "The MNIST database", file format; magic 0x00000803 and 0x00000801, big-endian.</remarks>
public sealed class IdxDataset : IDataset
{
    private const int ImageHeader = 16;
    private const int LabelHeader = 8;
    private readonly byte[] images;
    private readonly byte[] labels;
    private readonly int height;
    private readonly int width;

    private IdxDataset(byte[] images, byte[] labels, int count, int height, int width, IReadOnlyList<string> names)
    {
        this.images = images;
        this.labels = labels;
        this.height = height;
        this.width = width;
        Count = count;
        Labels = names;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Reads the training or the test part from a folder with the original file names.</summary>
    /// <exception cref="EdgeCnnException">A file is missing or is not what its name says.</exception>
    public static IdxDataset Load(string directory, bool train, IReadOnlyList<string>? names = null)
    {
        string part = train ? "train" : "t10k";
        string imagePath = Path.Combine(directory, $"{part}-images-idx3-ubyte"), labelPath = Path.Combine(directory, $"{part}-labels-idx1-ubyte");
        byte[] images = Read(imagePath, 0x803, ImageHeader), labels = Read(labelPath, 0x801, LabelHeader);
        int count = BinaryPrimitives.ReadInt32BigEndian(images.AsSpan(4));
        int height = BinaryPrimitives.ReadInt32BigEndian(images.AsSpan(8)), width = BinaryPrimitives.ReadInt32BigEndian(images.AsSpan(12));
        if (count <= 0 || height is <= 0 or > 4096 || width is <= 0 or > 4096 || images.Length != ImageHeader + ((long)count * height * width))
            throw new ModelFormatException(imagePath, 4, $"{count} pictures of {height}x{width} do not fit {images.Length} bytes. Get the data set again.");
        int labelCount = BinaryPrimitives.ReadInt32BigEndian(labels.AsSpan(4));
        if (labelCount != count || labels.Length != LabelHeader + (long)count)
            throw new ModelFormatException(labelPath, 4, $"{labelCount} labels in {labels.Length} bytes, expected {count}. Get the data set again.");
        names ??= [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];
        int wrong = labels.AsSpan(LabelHeader).IndexOfAnyExceptInRange((byte)0, (byte)(names.Count - 1));
        if (wrong >= 0)
            throw new ModelFormatException(labelPath, LabelHeader + wrong, $"label {labels[LabelHeader + wrong]}, expected 0..{names.Count - 1}.");
        return new IdxDataset(images, labels, count, height, width, names);
    }

    /// <inheritdoc/>
    public ImageView Picture(int index) =>
        new(images.AsSpan(ImageHeader + (index * height * width), height * width), width, height, width, PixelFormat.Gray8);

    /// <inheritdoc/>
    public int Label(int index) => labels[LabelHeader + index];

    private static byte[] Read(string path, int magic, int header)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: cannot be read: {error.Message} Run 'edgecnn data get' for this folder first.", ExitCode.BadData, error);
        }

        if (bytes.Length < header || BinaryPrimitives.ReadInt32BigEndian(bytes) != magic)
            throw new ModelFormatException(path, 0, $"expected an IDX file with magic 0x{magic:X8}. Get the data set again.");
        return bytes;
    }
}
