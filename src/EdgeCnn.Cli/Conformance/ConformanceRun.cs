using System.Globalization;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Onnx;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Conformance;

/// <summary>Runs one ONNX-style test folder: model.onnx and test_data_set_k/{input,output}_i.pb.</summary>
internal sealed class ConformanceRun(string? kernels, Tolerance tolerance)
{
    /// <summary>Runs all data sets of a folder; the first difference ends it.</summary>
    public ConformanceCase Run(ConformanceTest test)
    {
        double error = 0, range = 0;
        try
        {
            if (test.Sets.Count == 0)
                return new ConformanceCase(test.Name, "failed", "no test_data_set_* folder", 0, 0);
            foreach (ConformanceSet set in test.Sets)
            {
                if (RunSet(test, set, ref error, ref range) is { } difference)
                    return new ConformanceCase(test.Name, "failed", $"{set.Name}: {difference}", error, range);
            }

            return new ConformanceCase(test.Name, "passed", null, error, range);
        }
        catch (EdgeCnnException unsupported)
        {
            return new ConformanceCase(test.Name, "unsupported", unsupported.Message, error, range);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // One bug must not hide what the other tests say.
            return new ConformanceCase(test.Name, "failed", $"a bug: {bug.GetType().Name}: {bug.Message} {bug.StackTrace?.Split('\n')[0].Trim()}", error, range);
        }
    }

    private string? RunSet(ConformanceTest test, ConformanceSet set, ref double error, ref double range)
    {
        // A test may give as an input what a model holds as a constant (weights, a target shape): such values are part of the model here.
        NetworkGraph graph = OnnxImporter.Load(test.Model, new OnnxImportOptions { InputValues = set.Input, MaxComputedBytes = int.MaxValue });
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = kernels, MaxArenaBytes = int.MaxValue });
        for (int i = 0; i < session.Inputs.Length; i++)
        {
            TensorInfo wanted = session.Inputs[i];
            OnnxTensorFile given = set.Input(wanted.Name) ?? throw new EdgeCnnException($"{set.Name}: no value for input '{wanted.Name}'.");
            if (given.Info.Type != wanted.Type || given.Info.Shape.Elements != wanted.Shape.Elements)
                throw new EdgeCnnException($"input {i} is {given.Info.Type}{given.Info.Shape}, the model wants {wanted}.");
            session.SetInputBytes(i, given.For(graph, wanted.Name).Span);
        }

        session.Run();
        for (int i = 0; i < session.Outputs.Length; i++)
        {
            string name = graph.Outputs[i];
            OnnxTensorFile expected = set.Output(i);
            double[] want = Numbers(expected.Info.Type, expected.For(graph, name).Span), got = Output(session, i);
            if (expected.Info.Type != session.Outputs[i].Type || want.Length != got.Length)
                return $"output {i}: expected {expected.Info.Type}{expected.Info.Shape}, got {session.Outputs[i]}";
            if (want.Length > 0 && want.All(double.IsFinite))
                range = Math.Max(range, want.Max() - want.Min());
            for (int e = 0; e < want.Length; e++)
            {
                // Infinities and NaN have no difference, and JSON no word for one; the tolerance judges them.
                double difference = Math.Abs(want[e] - got[e]);
                error = double.IsFinite(difference) ? Math.Max(error, difference) : error;
                bool right = expected.Info.Type == DataType.Float32 ? tolerance.Allows(want[e], got[e]) : want[e] == got[e];
                if (!right)
                    return string.Create(CultureInfo.InvariantCulture, $"output {i}, element {e}: expected {want[e]:R}, got {got[e]:R}");
            }
        }

        return null;
    }

    private static double[] Output(InferenceSession session, int index)
    {
        TensorInfo info = session.Outputs[index];
        byte[] values = new byte[info.SizeBytes];
        session.CopyOutputBytes(index, values);
        return Numbers(info.Type, values);
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
