using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Onnx;

namespace EdgeCnn.Tools.Race.Models;

/// <summary>A model in the form of each engine, with equal inputs in each one's layout.</summary>
internal sealed class RaceModel
{
    private const int Seed = 1;

    private readonly NetworkGraph graph;

    private RaceModel(string name, string onnx, string folder)
    {
        Name = name;
        Onnx = onnx;
        Ecnn = Path.Combine(folder, "model.ecnn");
        Tree.Edgecnn("import", onnx, "--out", Ecnn);
        graph = EcnnReader.Read(Ecnn);
        OurInputs = Directory.CreateDirectory(Path.Combine(folder, "ours")).FullName;
        OnnxInputs = Directory.CreateDirectory(Path.Combine(folder, "onnx")).FullName;
        WriteInputs();
    }

    /// <summary>What the table calls it.</summary>
    public string Name { get; }

    /// <summary>The file for ONNX Runtime.</summary>
    public string Onnx { get; }

    /// <summary>The file for our runtime, made by <c>edgecnn import</c>.</summary>
    public string Ecnn { get; }

    /// <summary>Inputs, pictures as NHWC.</summary>
    public string OurInputs { get; }

    /// <summary>The same inputs, pictures as NCHW.</summary>
    public string OnnxInputs { get; }

    /// <summary>Multiply-adds of a run.</summary>
    public long MultiplyAdds => graph.MultiplyAdds;

    /// <summary>Size of the one picture that the model takes, or null for other inputs.</summary>
    public (int Width, int Height, int Channels)? PictureSize =>
        graph.Inputs.Length == 1 && graph.Tensor(graph.Inputs[0]).Shape is { Rank: 4 } shape ? (shape[2], shape[1], shape[3]) : null;

    /// <summary>True if layers compute with 8-bit weights.</summary>
    public bool IsInt8 => graph.Constants.Keys.Any(name => graph.Tensor(name) is { Type: DataType.Int8 or DataType.UInt8, Shape.Rank: > 1 });

    /// <summary>Makes the forms.</summary>
    /// <param name="place">The model.</param>
    /// <param name="folder">An empty folder for them.</param>
    public static RaceModel Prepare(ModelPlace place, string folder)
    {
        Directory.CreateDirectory(folder);
        string onnx = place.Onnx ?? Path.Combine(folder, "model.onnx");
        if (place.Onnx is null)
            Tree.Dotnet("run", Tree.At("tools/models/make-resnet18.cs"), "--", onnx);
        return new RaceModel(place.Name, onnx, folder);
    }

    /// <summary>Compares what both engines have computed.</summary>
    /// <param name="ours">All outputs of ours, pictures as NHWC.</param>
    /// <param name="theirs">All outputs of ONNX Runtime.</param>
    public Agreement Compare(byte[] ours, byte[] theirs)
    {
        double error = 0, range = 0;
        bool sameTop = true;
        int at = 0;
        foreach (TensorInfo output in graph.Outputs.Select(graph.Tensor))
        {
            double[] got = Numbers(output.Type, OnnxTensorFile.FromModel(graph, output, ours.AsMemory(at, output.SizeBytes)).Data.Span);
            double[] want = Numbers(output.Type, theirs.AsSpan(at, output.SizeBytes));
            error = Math.Max(error, got.Zip(want, (a, b) => Math.Abs(a - b)).Max());
            range = Math.Max(range, want.Max() - want.Min());
            sameTop &= Array.IndexOf(got, got.Max()) == Array.IndexOf(want, want.Max());
            at += output.SizeBytes;
        }

        return new Agreement(sameTop && at == theirs.Length, error, range);
    }

    private void WriteInputs()
    {
        string given = Path.Combine(Path.GetDirectoryName(Onnx)!, "test_data_set_0");
        OnnxTensorFile[] files = Directory.Exists(given) ? [.. Directory.GetFiles(given, "input_*.pb").Select(OnnxTensorFile.Load)] : [];
        var random = new Random(Seed);
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            TensorInfo input = graph.Tensor(graph.Inputs[i]);
            OnnxTensorFile values = files.FirstOrDefault(file => file.Info.Name == input.Name)
                ?? (files.Length == 1 && graph.Inputs.Length == 1 ? files[0] : OnnxTensorFile.FromModel(graph, input, Random(random, input)));
            // Names sort in the model's order.
            File.WriteAllBytes(Path.Combine(OurInputs, $"{i:D3}"), values.For(graph, input.Name).ToArray());
            File.WriteAllBytes(Path.Combine(OnnxInputs, $"{i:D3}"), values.Data.ToArray());
        }
    }

    private static byte[] Random(Random random, TensorInfo input)
    {
        byte[] values = new byte[input.SizeBytes];
        if (input.Type == DataType.Float32)
        {
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(values.AsSpan()))
                value = (2 * random.NextSingle()) - 1;
        }
        else if (input.Type is DataType.UInt8 or DataType.Int8)
        {
            random.NextBytes(values);
        }

        return values;
    }

    private static double[] Numbers(DataType type, ReadOnlySpan<byte> data) => type switch
    {
        DataType.Float32 => [.. MemoryMarshal.Cast<byte, float>(data).ToArray().Select(value => (double)value)],
        DataType.Int32 => [.. MemoryMarshal.Cast<byte, int>(data).ToArray().Select(value => (double)value)],
        DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(data).ToArray().Select(value => (double)value)],
        DataType.Int8 => [.. data.ToArray().Select(value => (double)(sbyte)value)],
        _ => [.. data.ToArray().Select(value => (double)value)],
    };
}
