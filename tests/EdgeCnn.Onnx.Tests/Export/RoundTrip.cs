using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime;

namespace EdgeCnn.Onnx.Tests.Export;

/// <summary>Writes a graph as ONNX, reads it again and compares what both compute.</summary>
internal static class RoundTrip
{
    /// <summary>Of the greatest value of an output; folding and other orders of sums cost no more.</summary>
    private const float Tolerance = 1e-6f;

    /// <summary>What is different after the way through a file, or null.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">The values of its inputs in ONNX's order of axes.</param>
    /// <param name="keepCodes">See <see cref="OnnxExportOptions.KeepCodes"/>.</param>
    public static string? Difference(NetworkGraph graph, Func<string, OnnxTensorFile> inputs, bool keepCodes) =>
        Difference(graph, inputs, keepCodes, out _);

    /// <inheritdoc cref="Difference(NetworkGraph, Func{string, OnnxTensorFile}, bool)"/>
    public static string? Difference(NetworkGraph graph, Func<string, OnnxTensorFile> inputs, bool keepCodes, out NetworkGraph back)
    {
        byte[] file = OnnxExporter.ToBytes(graph, new OnnxExportOptions { KeepCodes = keepCodes });
        back = OnnxImporter.Load(file, "export", new OnnxImportOptions { MaxComputedBytes = int.MaxValue });
        if (!graph.Inputs.SequenceEqual(back.Inputs) || graph.Outputs.Length != back.Outputs.Length)
            return $"inputs and outputs [{string.Join(',', graph.Inputs)}] → [{string.Join(',', graph.Outputs)}] became [{string.Join(',', back.Inputs)}] → [{string.Join(',', back.Outputs)}]";
        byte[][] before = Run(graph, graph, inputs), after = Run(back, graph, inputs);
        for (int i = 0; i < before.Length; i++)
        {
            TensorInfo was = graph.Tensor(graph.Outputs[i]), now = back.Tensor(back.Outputs[i]);
            bool real = was.Type != now.Type && Coded(was) && now.Type == DataType.Float32;
            if (real == keepCodes && Coded(was))
                return $"output {was} became {now} with KeepCodes = {keepCodes}";
            byte[] expected = real ? Reals(was, before[i]) : before[i];
            if (expected.Length != after[i].Length || (now.Type != was.Type && !real))
                return $"output {was} became {now}";
            // Codes and what was computed from them alone are equal; real numbers may be rounded once more.
            bool equal = now.Type == DataType.Float32 && !real ? Near(expected, after[i]) : expected.AsSpan().SequenceEqual(after[i]);
            if (!equal)
                return $"output {was} has other values: [{Text(now.Type, expected)}] became [{Text(now.Type, after[i])}]";
        }

        return null;
    }

    /// <summary>Elements that transposes copy in one run.</summary>
    public static long Moved(NetworkGraph graph) => graph.Nodes.OfType<TransposeNode>().Sum(node => (long)graph.Tensor(node.Output).Shape.Elements);

    /// <summary>Random values for the inputs of a graph.</summary>
    public static Func<string, OnnxTensorFile> Random(NetworkGraph graph, int seed) => name =>
    {
        TensorInfo info = graph.Tensor(name);
        var random = new Random(seed);
        byte[] data = new byte[info.SizeBytes];
        switch (info.Type)
        {
            case DataType.Float32:
                foreach (ref float value in MemoryMarshal.Cast<byte, float>(data.AsSpan()))
                    value = ((float)random.NextDouble() * 4) - 2;
                break;
            case DataType.Int32:
                foreach (ref int value in MemoryMarshal.Cast<byte, int>(data.AsSpan()))
                    value = random.Next(-2, 3);
                break;
            case DataType.Int64:
                foreach (ref long value in MemoryMarshal.Cast<byte, long>(data.AsSpan()))
                    value = random.Next(-2, 3);
                break;
            case DataType.Bool:
                foreach (ref byte value in data.AsSpan())
                    value = (byte)random.Next(2);
                break;
            default:
                random.NextBytes(data);
                break;
        }

        Shape s = info.Shape;
        bool turned = s.Rank == 4 && !graph.KeptLayout.Contains(name);
        return new OnnxTensorFile(info with { Shape = turned ? new Shape(s[0], s[3], s[1], s[2]) : s, Quant = null }, data);
    };

    private static byte[][] Run(NetworkGraph graph, NetworkGraph original, Func<string, OnnxTensorFile> inputs)
    {
        var session = InferenceSession.Create(graph, new SessionOptions { MaxArenaBytes = int.MaxValue });
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            string name = graph.Inputs[i];
            ReadOnlyMemory<byte> values = inputs(name).For(graph, name);
            TensorInfo was = original.Tensor(name);
            session.SetInputBytes(i, (Coded(was) && graph.Tensor(name).Type == DataType.Float32 ? Reals(was, values.Span) : values).Span);
        }

        session.Run();
        byte[][] results = new byte[graph.Outputs.Length][];
        for (int i = 0; i < results.Length; i++)
        {
            TensorInfo info = session.Outputs[i];
            byte[] values = results[i] = new byte[info.SizeBytes];
            session.CopyOutputBytes(i, values);
            if (info.Shape.Rank == 4 && !graph.KeptLayout.Contains(graph.Outputs[i]))
                results[i] = AxisOrder.Permute(values, info.Shape, info.Type.SizeBytes(), [0, 3, 1, 2]);
        }

        return results;
    }

    private static bool Coded(TensorInfo info) => info.Type.IsCode() && info.Quant is { Axis: -1 };

    private static byte[] Reals(TensorInfo info, ReadOnlySpan<byte> codes)
    {
        float[] values = new float[codes.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = QuantParams.Dequantize(info.Type == DataType.Int8 ? (sbyte)codes[i] : codes[i], info.Quant!.Scale, info.Quant.ZeroPoint);
        return MemoryMarshal.AsBytes<float>(values).ToArray();
    }

    private static bool Near(byte[] expected, byte[] got)
    {
        float[] a = MemoryMarshal.Cast<byte, float>(expected).ToArray(), b = MemoryMarshal.Cast<byte, float>(got).ToArray();
        float room = Tolerance * a.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty().Max();
        return a.Zip(b).All(pair => pair.First.Equals(pair.Second) || MathF.Abs(pair.First - pair.Second) <= room);
    }

    private static string Text(DataType type, byte[] data) => string.Join(',', type switch
    {
        DataType.Float32 => MemoryMarshal.Cast<byte, float>(data)[..Math.Min(data.Length / 4, 8)].ToArray().Select(value => $"{value:R}"),
        DataType.Int32 => MemoryMarshal.Cast<byte, int>(data)[..Math.Min(data.Length / 4, 8)].ToArray().Select(value => $"{value}"),
        DataType.Int64 => MemoryMarshal.Cast<byte, long>(data)[..Math.Min(data.Length / 8, 8)].ToArray().Select(value => $"{value}"),
        _ => data.Take(8).Select(value => $"{value}"),
    });
}
