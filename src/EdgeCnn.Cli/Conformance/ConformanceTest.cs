using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Conformance;

/// <summary>A model with what it should give.</summary>
/// <param name="Name">The test's name.</param>
/// <param name="Model">Its ONNX file.</param>
/// <param name="Sets">Inputs with their results.</param>
internal sealed record ConformanceTest(string Name, string Model, IReadOnlyList<ConformanceSet> Sets)
{
    /// <summary>The tests of a folder whose names contain a text: the folder itself, its sub-folders, or models with results beside them.</summary>
    /// <exception cref="EdgeCnnException">There is none, or the folder cannot be read.</exception>
    public static IReadOnlyList<ConformanceTest> Find(string folder, string? filter)
    {
        ConformanceTest[] tests;
        try
        {
            tests = [.. All(folder).Where(test => filter is null || test.Name.Contains(filter, StringComparison.Ordinal))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(folder, error);
        }

        string named = filter is null ? "" : $" with '{filter}' in its name";
        return tests.Length > 0
            ? tests
            : throw new EdgeCnnException($"{folder}: expected a folder with a model.onnx, folders of that kind, or an X.onnx beside an X_output_0.pb{named}; found none. Name another folder{(filter is null ? "" : ", or change --filter")}.");
    }

    private static ConformanceTest[] All(string folder)
    {
        ConformanceTest[] tests = File.Exists(Path.Combine(folder, "model.onnx")) ? [Folder(folder)]
            : [.. Directory.GetDirectories(folder).Where(test => File.Exists(Path.Combine(test, "model.onnx"))).Order(StringComparer.Ordinal).Select(Folder)];
        if (tests.Length == 0)
            tests = [.. Directory.GetFiles(folder, "*.onnx").Where(model => File.Exists(Beside(model))).Order(StringComparer.Ordinal).Select(File_)];
        return tests;
    }

    private static ConformanceTest Folder(string folder)
    {
        string model = Path.Combine(folder, "model.onnx");
        string[] sets = [.. Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal)];
        return new ConformanceTest(Path.GetFileName(Path.GetFullPath(folder)), model, [.. sets.Select(set => ConformanceSet.Folder(model, set))]);
    }

    // ONNX's light models come without inputs: those of its tests are numbers in steps of 1 / elements.
    private static ConformanceTest File_(string model) =>
        new(Path.GetFileNameWithoutExtension(model), model, [ConformanceSet.Light(model, Beside(model))]);

    private static string Beside(string model) => Path.Combine(Path.GetDirectoryName(model)!, $"{Path.GetFileNameWithoutExtension(model)}_output_0.pb");
}
