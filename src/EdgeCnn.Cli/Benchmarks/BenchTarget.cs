using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>A model to measure.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Path">Its file.</param>
internal sealed record BenchTarget(string Name, string Path)
{
    /// <summary>The models that the user means: files, folders with a model.onnx, or folders of such folders.</summary>
    /// <exception cref="EdgeCnnException">A folder holds no model.</exception>
    public static IReadOnlyList<BenchTarget> Find(IEnumerable<string> paths) => [.. paths.SelectMany(Find)];

    private static IEnumerable<BenchTarget> Find(string path)
    {
        if (!Directory.Exists(path))
            return [new BenchTarget(path, path)];
        if (IsModel(path, out string own))
            return [new BenchTarget(System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path)), own)];
        BenchTarget[] inside = [.. Directory.GetDirectories(path).Order(StringComparer.Ordinal).Where(folder => IsModel(folder, out _)).SelectMany(Find)];
        return inside.Length > 0 ? inside : throw new EdgeCnnException($"{path}: no folder with a model.onnx.");
    }

    private static bool IsModel(string folder, out string model)
    {
        model = System.IO.Path.Combine(folder, "model.onnx");
        return File.Exists(model);
    }
}
