using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>A model to measure.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Path">Its file.</param>
internal sealed record BenchTarget(string Name, string Path)
{
    /// <summary>The models that the user means: files, folders with a model.onnx, or folders of such folders.</summary>
    /// <exception cref="EdgeCnnException">A folder holds no model, or cannot be read.</exception>
    public static IReadOnlyList<BenchTarget> Find(IEnumerable<string> paths) => [.. paths.SelectMany(Find)];

    private static IEnumerable<BenchTarget> Find(string path)
    {
        if (!Directory.Exists(path))
            return [new BenchTarget(path, path)];
        if (IsModel(path, out string own))
            return [new BenchTarget(System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path)), own)];
        BenchTarget[] inside;
        try
        {
            inside = [.. Directory.GetDirectories(path).Order(StringComparer.Ordinal).Where(folder => IsModel(folder, out _)).SelectMany(Find)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }

        return inside.Length > 0 ? inside : throw new EdgeCnnException($"{path}: expected a folder with a model.onnx, or a folder of such folders; found none. Name a model or another folder.");
    }

    private static bool IsModel(string folder, out string model)
    {
        model = System.IO.Path.Combine(folder, "model.onnx");
        return File.Exists(model);
    }
}
