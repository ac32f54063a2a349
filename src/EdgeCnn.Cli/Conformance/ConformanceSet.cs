using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli.Conformance;

/// <summary>Values for a model's inputs and what its outputs should be.</summary>
/// <param name="Name">The folder of the set.</param>
/// <param name="Input">The value of an input by its name, or null if there is none.</param>
/// <param name="Output">What an output should be, by its index.</param>
internal sealed record ConformanceSet(string Name, Func<string, OnnxTensorFile?> Input, Func<int, OnnxTensorFile> Output)
{
    /// <summary>A folder of input_i.pb and output_i.pb, i counting the inputs that the model does not hold itself.</summary>
    public static ConformanceSet Folder(string model, string folder)
    {
        var files = new Lazy<Dictionary<string, OnnxTensorFile>>(() => OnnxImporter.Inputs(model)
            .Select((input, i) => (input.Name, Path: Path.Combine(folder, $"input_{i}.pb")))
            .Where(input => File.Exists(input.Path))
            .ToDictionary(input => input.Name, input => OnnxTensorFile.Load(input.Path)));
        return new ConformanceSet(Path.GetFileName(folder), name => files.Value.GetValueOrDefault(name), i => OnnxTensorFile.Load(Path.Combine(folder, $"output_{i}.pb")));
    }

    /// <summary>One of ONNX's light models: the input is 0, 1/n, 2/n, …, the output lies beside the model.</summary>
    public static ConformanceSet Light(string model, string output)
    {
        var inputs = new Lazy<Dictionary<string, OnnxTensorFile>>(() => OnnxImporter.Inputs(model)
            .Where(input => input.Type == DataType.Float32 && input.Shape.IsValid)
            .ToDictionary(input => input.Name, input =>
            {
                float[] values = [.. Enumerable.Range(0, input.Shape.Elements).Select(i => (float)i / input.Shape.Elements)];
                return new OnnxTensorFile(input, MemoryMarshal.AsBytes<float>(values).ToArray());
            }));
        return new ConformanceSet("light", name => inputs.Value.GetValueOrDefault(name), _ => OnnxTensorFile.Load(output));
    }
}
