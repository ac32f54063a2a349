using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;
using EdgeCnn.Tools.OnnxRuntime;

namespace EdgeCnn.Tools.Probe;

/// <summary>Runs a model between marks that the counting plugin understands, then writes the first output as a line of JSON.</summary>
/// <remarks>
/// Marks are calls of getpgid for process groups that cannot be. An empty pair comes first: what the marks themselves cost.
/// Both runtimes are given the same picture, and each works in the calling thread alone.
/// </remarks>
internal static partial class Inference
{
    private const int Start = 0x7EAD0001, Stop = 0x7EAD0002;

    // ONNX Runtime finds the sizes of its buffers in the first run and allocates them in the second.
    private const int WarmUps = 2;

    /// <summary>Ours; inputs are given and outputs taken in every run.</summary>
    public static void CountOurs(string model, int runs)
    {
        InferenceSession session = InferenceSession.Load(model);
        byte[][] inputs = [.. session.Inputs.Select(info => Picture(info.Type == DataType.Float32, [.. Enumerable.Range(0, info.Shape.Rank).Select(i => (long)info.Shape[i])], channelsLast: true))];
        byte[][] outputs = [.. session.Outputs.Select(info => new byte[info.SizeBytes])];
        Count(runs, () =>
        {
            for (int i = 0; i < inputs.Length; i++)
                session.SetInputBytes(i, inputs[i]);
            session.Run();
            for (int i = 0; i < outputs.Length; i++)
                session.CopyOutputBytes(i, outputs[i]);
        });
        var layers = session.Plan.Steps.Where(step => step.MultiplyAdds > 0).ToList();
        bool isInt8 = layers.Where(step => step.Output.Type != DataType.Float32).Sum(step => step.MultiplyAdds) * 2 > session.Plan.MultiplyAdds;
        Write(session.Kernels, runs, isInt8, session.Plan.MultiplyAdds, session.Outputs[0].Type == DataType.Float32, outputs[0]);
    }

    /// <summary>ONNX Runtime by its C API, inputs and outputs bound in advance.</summary>
    public static void CountOnnxRuntime(IEnumerable<string> models, int runs, string library)
    {
        using OrtLibrary runtime = OrtLibrary.Load(library);
        foreach (string model in models)
        {
            using var session = new OrtSession(runtime, model, threads: 1);
            foreach (OrtTensor input in session.Inputs)
                Picture(input.Type == OrtElementType.Float32, [.. input.Shape], channelsLast: false).CopyTo(input.Bytes);
            Count(runs, session.Run);
            Write($"ONNX Runtime {runtime.Version}", runs, isInt8: null, multiplyAdds: null, session.Outputs[0].Type == OrtElementType.Float32, session.Outputs[0].Bytes);
        }
    }

    /// <summary>Marks so many runs, after some to warm up.</summary>
    public static void Count(int runs, Action run)
    {
        for (int i = 0; i < WarmUps; i++)
            run();
        Mark(Start);
        Mark(Stop);
        Mark(Start);
        for (int i = 0; i < runs; i++)
            run();
        Mark(Stop);
    }

    /// <summary>The same seeded elements, in 0..1 or as codes, in either order of axes.</summary>
    private static byte[] Picture(bool isFloat, long[] shape, bool channelsLast)
    {
        int rank = shape.Length, size = (int)shape.Aggregate(1L, (product, length) => product * length);
        int channels = channelsLast && rank == 4 ? (int)shape[3] : 1, plane = size / channels;
        var random = new Random(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++)
            values[(i % plane * channels) + (i / plane)] = random.NextSingle();
        return isFloat ? MemoryMarshal.AsBytes(values.AsSpan()).ToArray() : [.. values.Select(value => (byte)(value * 256))];
    }

    private static void Write(string name, int runs, bool? isInt8, long? multiplyAdds, bool isFloat, ReadOnlySpan<byte> output)
    {
        float[] values = isFloat ? MemoryMarshal.Cast<byte, float>(output).ToArray() : [.. output.ToArray().Select(code => (float)code)];
        Console.WriteLine(JsonSerializer.Serialize(new { name, runs, isInt8, multiplyAdds, output = values }));
    }

    [LibraryImport("libc", EntryPoint = "getpgid")]
    private static partial int Mark(int group);
}
