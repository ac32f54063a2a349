namespace EdgeCnn.Tools.Race.Models;

/// <summary>A model that was asked for.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Onnx">Its file, or null for ResNet-18 in float, which is made for the race.</param>
internal sealed record ModelPlace(string Name, string? Onnx)
{
    /// <summary>A 3x3 network of others' measurements that nobody gives in float with free weights of a small size.</summary>
    public const string MadeName = "resnet18_224_fp32";

    /// <summary>All models when none is named: those for measurements, or else those of the tree.</summary>
    public static IReadOnlyList<ModelPlace> All() =>
        [.. Directory.GetDirectories(Directory.Exists(Tree.PerfModels) ? Tree.PerfModels : Tree.At("models")).SelectMany(Within), new(MadeName, null)];

    /// <summary>Finds what a user names: a folder with model.onnx, a folder of such, an .onnx file, or a model for measurements by its name.</summary>
    /// <exception cref="RaceException">There is no such thing.</exception>
    public static IReadOnlyList<ModelPlace> Named(string name)
    {
        if (File.Exists(name))
            return [new(Path.GetFileNameWithoutExtension(name), Path.GetFullPath(name))];
        foreach (string folder in (string[])[name, Path.Combine(Tree.PerfModels, name)])
        {
            if (Directory.Exists(folder) && (ModelPlace[])[.. Within(folder), .. Directory.GetDirectories(folder).SelectMany(Within)] is { Length: > 0 } found)
                return found;
        }

        return name == MadeName ? [new(name, null)] : throw new RaceException($"'{name}' is no .onnx file, no folder with a model.onnx, and no model of {Tree.PerfModels}.");
    }

    private static IEnumerable<ModelPlace> Within(string folder)
    {
        string file = Path.Combine(folder, "model.onnx");
        return File.Exists(file) ? [new(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!, Path.GetFullPath(file))] : [];
    }
}
