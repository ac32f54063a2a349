using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>CIFAR-10 in its binary files: 32x32 colour pictures of ten classes.</summary>
/// <remarks>
/// Layout: a record is a label byte, then 1,024 bytes each of red, green and blue, row by row; 10,000 records a file.
/// Source: Krizhevsky 2009, "Learning Multiple Layers of Features from Tiny Images"; the data set's page, binary version.
/// </remarks>
public sealed class CifarDataset : IDataset
{
    private const int Side = 32;
    private const int Plane = Side * Side;
    private const int Record = 1 + (3 * Plane);
    private readonly byte[] pixels; // [count, 32, 32, 3]
    private readonly byte[] labels;

    private CifarDataset(byte[] pixels, byte[] labels)
    {
        this.pixels = pixels;
        this.labels = labels;
    }

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads the training or the test part from a folder, or from <c>cifar-10-batches-bin</c> in it.</summary>
    /// <exception cref="EdgeCnnException">A file is missing or is not what its name says.</exception>
    public static CifarDataset Load(string directory, bool train)
    {
        string inner = Path.Combine(directory, "cifar-10-batches-bin");
        string folder = Directory.Exists(inner) ? inner : directory;
        string[] names = train ? [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")] : ["test_batch.bin"];
        byte[][] files = [.. names.Select(name => Read(Path.Combine(folder, name)))];
        byte[] labels = new byte[files.Sum(file => file.Length / Record)];
        byte[] pixels = new byte[labels.Length * 3 * Plane];
        int image = 0;
        foreach (byte[] file in files)
        {
            for (int at = 0; at < file.Length; at += Record, image++)
            {
                labels[image] = file[at];
                Interleave(file.AsSpan(at + 1, 3 * Plane), pixels.AsSpan(image * 3 * Plane, 3 * Plane));
            }
        }

        return new CifarDataset(pixels, labels);
    }

    /// <inheritdoc/>
    public ImageView Picture(int index) => new(pixels.AsSpan(index * 3 * Plane, 3 * Plane), Side, Side, 3 * Side, PixelFormat.Rgb24);

    /// <inheritdoc/>
    public int Label(int index) => labels[index];

    private static byte[] Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: cannot be read: {error.Message} Run 'edgecnn data get cifar10' for this folder first.", ExitCode.BadData, error);
        }

        if (bytes.Length == 0 || bytes.Length % Record != 0)
            throw new ModelFormatException(path, bytes.Length, $"{bytes.Length} bytes are no whole number of records of {Record}. Get the data set again.");
        for (int at = 0; at < bytes.Length; at += Record)
        {
            if (bytes[at] > 9)
                throw new ModelFormatException(path, at, $"label {bytes[at]}, expected 0..9. Get the data set again.");
        }

        return bytes;
    }

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> picture)
    {
        for (int i = 0; i < Plane; i++)
        {
            picture[3 * i] = planes[i];
            picture[(3 * i) + 1] = planes[Plane + i];
            picture[(3 * i) + 2] = planes[(2 * Plane) + i];
        }
    }
}
