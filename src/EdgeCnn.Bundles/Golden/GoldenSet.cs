using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Golden;

/// <summary>Golden vectors of one model: inputs and the exact bytes that every machine must make of them.</summary>
public sealed class GoldenSet
{
    /// <summary>What a manifest's name ends in; its model's name without ending stands before it.</summary>
    public const string ManifestEnding = ".golden.json";

    /// <summary>What the data file's name ends in.</summary>
    public const string DataEnding = ".golden.bin";

    private const int MaxManifestBytes = 1 << 20;
    private readonly ReadOnlyMemory<byte> data;
    private readonly int inputBytes;
    private readonly int outputBytes;

    private GoldenSet(GoldenManifest manifest, ReadOnlyMemory<byte> data)
    {
        Manifest = manifest;
        this.data = data;
        inputBytes = manifest.Inputs.Sum(tensor => tensor.SizeBytes);
        outputBytes = manifest.Outputs.Sum(tensor => tensor.SizeBytes);
        IsAsWritten = Hash(data.Span) == manifest.DataSha256;
    }

    /// <summary>What the set says of itself.</summary>
    public GoldenManifest Manifest { get; }

    /// <summary>True if the data file has the hash that the manifest names.</summary>
    public bool IsAsWritten { get; }

    /// <summary>SHA-256 as manifests write it.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Where the manifest of a model's vectors lies: <c>m.ecnn</c> has <c>m.golden.json</c>.</summary>
    public static string ManifestOf(string modelPath) => Path.ChangeExtension(modelPath, null) + ManifestEnding;

    /// <summary>Writes vectors beside their model: the data first, so that a manifest never names what is not there.</summary>
    /// <param name="modelPath">The model's file.</param>
    /// <param name="manifest">Everything but <see cref="GoldenManifest.Data"/> and its hash, which are set here.</param>
    /// <param name="data">For each vector its inputs, then its outputs.</param>
    /// <returns>The manifest's path.</returns>
    /// <exception cref="ArgumentException">The data has another length than the manifest says.</exception>
    /// <exception cref="EdgeCnnException">A file cannot be written.</exception>
    public static string Write(string modelPath, GoldenManifest manifest, ReadOnlyMemory<byte> data)
    {
        string path = ManifestOf(modelPath), dataPath = Path.ChangeExtension(modelPath, null) + DataEnding;
        byte[] json = ToJson(modelPath, manifest, data);
        AtomicFile.Write(dataPath, stream => stream.Write(data.Span));
        AtomicFile.Write(path, stream => stream.Write(json));
        return path;
    }

    /// <summary>The manifest as <see cref="Write"/> writes it beside the model.</summary>
    /// <exception cref="ArgumentException">The data has another length than the manifest says.</exception>
    public static byte[] ToJson(string modelPath, GoldenManifest manifest, ReadOnlyMemory<byte> data)
    {
        if (data.Length != LengthOf(manifest))
            throw new ArgumentException($"{manifest.Vectors} vectors have {LengthOf(manifest)} bytes, got {data.Length}.", nameof(data));
        string name = Path.GetFileName(Path.ChangeExtension(modelPath, null)) + DataEnding;
        return JsonSerializer.SerializeToUtf8Bytes(manifest with { Data = name, DataSha256 = Hash(data.Span) }, GoldenJson.Default.GoldenManifest);
    }

    /// <summary>Reads a manifest and its data.</summary>
    /// <exception cref="EdgeCnnException">A file is missing, or is not what GOLDEN.md says.</exception>
    public static GoldenSet Read(string manifestPath)
    {
        GoldenManifest manifest = Parse(ReadFile(manifestPath, MaxManifestBytes), manifestPath);
        long expected = LengthOf(manifest);
        string dataPath = Path.Combine(Path.GetDirectoryName(manifestPath) ?? "", manifest.Data);
        byte[] data = ReadFile(dataPath, expected);
        return data.Length == expected
            ? new GoldenSet(manifest, data)
            : throw new ModelFormatException(dataPath, data.Length, $"{manifest.Vectors} vectors have {expected} bytes, the file has {data.Length}. Make the golden vectors again.");
    }

    /// <summary>The bytes of an input of a vector.</summary>
    public ReadOnlySpan<byte> Input(int vector, int index) => Tensor(vector, 0, Manifest.Inputs.AsSpan(), index);

    /// <summary>The bytes that an output of a vector must have.</summary>
    public ReadOnlySpan<byte> Output(int vector, int index) => Tensor(vector, inputBytes, Manifest.Outputs.AsSpan(), index);

    private ReadOnlySpan<byte> Tensor(int vector, int start, ReadOnlySpan<GoldenTensor> tensors, int index)
    {
        int offset = checked((vector * (inputBytes + outputBytes)) + start);
        for (int i = 0; i < index; i++)
            offset += tensors[i].SizeBytes;
        return data.Span.Slice(offset, tensors[index].SizeBytes);
    }

    private static long LengthOf(GoldenManifest manifest) =>
        manifest.Vectors * (manifest.Inputs.Sum(tensor => (long)tensor.SizeBytes) + manifest.Outputs.Sum(tensor => (long)tensor.SizeBytes));

    private static GoldenManifest Parse(byte[] json, string path)
    {
        GoldenManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, GoldenJson.Default.GoldenManifest);
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(path, error.BytePositionInLine ?? 0, $"not a manifest of golden vectors: {error.Message} Make the golden vectors again.", error);
        }

        if (manifest is null || manifest.Format != GoldenManifest.CurrentFormat)
            throw new EdgeCnnException($"{path}: golden format {manifest?.Format}, this program reads {GoldenManifest.CurrentFormat}. Make the golden vectors again with this version.");
        bool sound = Sound(manifest.Inputs) && Sound(manifest.Outputs) && manifest.Vectors > 0 && IsFileName(manifest.Model) && IsFileName(manifest.Data);
        return sound && LengthOf(manifest) <= int.MaxValue
            ? manifest
            : throw new EdgeCnnException($"{path}: no vector, no tensor, a shape out of range, more than 2 GiB of data, or a file that does not lie beside the manifest. Make the golden vectors again.");
    }

    private static bool Sound(ImmutableArray<GoldenTensor> tensors) =>
        !tensors.IsDefaultOrEmpty && tensors.Length < 1000 && tensors.All(tensor => tensor is { IsSound: true });

    // A manifest may come from elsewhere; it names its neighbours and nothing else.
    private static bool IsFileName(string name) => name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    private static byte[] ReadFile(string path, long most)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > most)
                throw new ModelFormatException(path, most, $"{stream.Length} bytes, expected at most {most}. Make the golden vectors again.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
