using System.CommandLine;
using EdgeCnn.Graph;
using EdgeCnn.Onnx;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Commands;

/// <summary>How a model file is read: shapes of open inputs, and passes that are left out.</summary>
internal sealed class ReadingOptions
{
    // The importer's and the session's: most of them both run.
    private static readonly string[] Passes = [.. OnnxImporter.Passes.Union(InferenceSession.PassNames)];

    private readonly Option<string[]> shapes = new("--input-shape")
    {
        Description = "For an ONNX model: an input's shape as the file orders its axes; once for each input.",
        HelpName = "NAME=1,3,224,224",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> without = new("--without-pass")
    {
        Description = $"Leave a graph pass out, to find the one that makes a difference; may be given several times: {string.Join(", ", Passes)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    public ReadingOptions() => without.AcceptOnlyFromAmong(Passes);

    /// <summary>The options, in the order of the help.</summary>
    public Symbol[] Symbols => [shapes, without];

    /// <summary>The passes that a session leaves out.</summary>
    public IReadOnlyCollection<string> WithoutPasses(ParseResult parsed) => [.. parsed.GetValue(without)!.Intersect(InferenceSession.PassNames)];

    /// <summary>Opens a model by its ending.</summary>
    /// <exception cref="EdgeCnnException">The file is missing, damaged or beyond this build, or a shape is none.</exception>
    public NetworkGraph Open(string path, ParseResult parsed)
    {
        if (!ModelFile.IsOnnx(path) && parsed.GetValue(shapes)!.Length > 0)
            throw new EdgeCnnException($"{path}: only the inputs of an ONNX model can be given a shape; leave --input-shape out.", ExitCode.Usage);
        return ModelFile.Open(path, ImportOptions(parsed));
    }

    /// <summary>Opens a model as ONNX, whatever its ending is.</summary>
    /// <inheritdoc cref="Open"/>
    public NetworkGraph OpenOnnx(string path, ParseResult parsed) => OnnxImporter.Load(path, ImportOptions(parsed));

    private OnnxImportOptions ImportOptions(ParseResult parsed)
    {
        var given = new Dictionary<string, Shape>();
        foreach (string text in parsed.GetValue(shapes)!)
        {
            var (name, shape) = Parse(text);
            if (!given.TryAdd(name, shape))
                throw new EdgeCnnException($"--input-shape: input '{name}' is given twice, {given[name]} and {shape}. Leave one of them out.", ExitCode.Usage);
        }

        return new OnnxImportOptions { InputShapes = given, WithoutPasses = [.. parsed.GetValue(without)!.Intersect(OnnxImporter.Passes)] };
    }

    private static (string Name, Shape Shape) Parse(string text)
    {
        int at = text.LastIndexOf('=');
        string[] sizes = at > 0 ? text[(at + 1)..].Split(',') : [];
        int[] dims = [.. sizes.Select(size => int.TryParse(size, out int dim) ? dim : 0)];
        return dims.Length > 0 && new Shape(dims) is { IsValid: true } shape
            ? (text[..at], shape)
            : throw new EdgeCnnException($"--input-shape '{text}': expected NAME=1,3,224,224 with positive sizes.", ExitCode.Usage);
    }
}
