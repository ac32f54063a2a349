using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Datasets;

/// <summary>
/// Turns CIFAR-10 as lossless picture sheets back into its original binary files. A sheet is an RGB PNG with one 32x32 picture in
/// each row of 1,024 pixels; the labels lie beside it as JSON. The binary record is the label byte, then the red, green and blue plane.
/// </summary>
/// <remarks>Source: Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images; the data set's page, "Binary version".</remarks>
internal static class CifarSheets
{
    private const int PlaneBytes = 32 * 32;
    private const int RecordBytes = 1 + 3 * PlaneBytes;
    private const int TrainingSheets = 5;

    /// <summary>Writes the six binary files from the sheets in a folder.</summary>
    /// <exception cref="EdgeCnnException">A sheet or label file is missing or not of the expected form.</exception>
    public static void Convert(DatasetFetch fetch, string folder)
    {
        // The package spells the names so.
        byte[] trainingLabels = ReadLabels(Path.Combine(folder, "train_lables.json"));
        byte[] testLabels = ReadLabels(Path.Combine(folder, "test_lables.json"));
        int perSheet = trainingLabels.Length / TrainingSheets;
        for (int i = 0; i < TrainingSheets; i++)
            WriteBatch(fetch, folder, $"data_batch_{i + 1}", trainingLabels.AsSpan(i * perSheet, perSheet));
        WriteBatch(fetch, folder, "test_batch", testLabels);
    }

    /// <summary>Puts records together from a sheet and its labels.</summary>
    /// <exception cref="EdgeCnnException">The sheet is not 1,024 RGB pixels wide, or has another number of rows than there are labels.</exception>
    public static byte[] Pack(Image sheet, ReadOnlySpan<byte> labels, string name)
    {
        if (sheet.Format != PixelFormat.Rgb24 || sheet.Width != PlaneBytes || sheet.Height != labels.Length)
            throw new EdgeCnnException($"the sheet {name} is {sheet.Width}x{sheet.Height} {sheet.Format}, expected {PlaneBytes}x{labels.Length} Rgb24.");
        byte[] records = new byte[labels.Length * RecordBytes];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<byte> row = sheet.View.Row(i);
            Span<byte> record = records.AsSpan(i * RecordBytes, RecordBytes);
            record[0] = labels[i];
            for (int pixel = 0; pixel < PlaneBytes; pixel++)
            {
                for (int channel = 0; channel < 3; channel++)
                    record[1 + channel * PlaneBytes + pixel] = row[3 * pixel + channel];
            }
        }
        return records;
    }

    private static void WriteBatch(DatasetFetch fetch, string folder, string name, ReadOnlySpan<byte> labels)
    {
        fetch.Cancellation.ThrowIfCancellationRequested();
        DatasetFile file = fetch.Spec.Files.FirstOrDefault(file => file.Name == name + ".bin")
            ?? throw new EdgeCnnException($"the data set {fetch.Spec.Name} has no file {name}.bin.", ExitCode.Bug);
        fetch.Report($"convert {name}.png");
        Image sheet = PngReader.Read(Path.Combine(folder, name + ".png"));
        byte[] records = Pack(sheet, labels, name + ".png");
        AtomicFile.Write(fetch.Place(file), stream => stream.Write(records));
    }

    private static byte[] ReadLabels(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(stream);
            return [.. json.RootElement.EnumerateArray().Select(label => label.GetByte())];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or FileNotFoundException)
        {
            throw new EdgeCnnException($"the label file {Path.GetFileName(path)} is missing or no JSON list of bytes: {error.Message}", ExitCode.BadData, error);
        }
    }
}
