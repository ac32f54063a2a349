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
    public ConformanceCase Run(string folder)
    {
        string name = Path.GetFileName(folder);
        double error = 0;
        try
        {
            var session = InferenceSession.Create(OnnxImporter.Load(Path.Combine(folder, "model.onnx")), new SessionOptions { Kernels = kernels });
            string[] sets = [.. Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal)];
            if (sets.Length == 0)
                return new ConformanceCase(name, "failed", "no test_data_set_* folder", 0);
            foreach (string set in sets)
            {
                if (RunSet(session, set, ref error) is { } difference)
                    return new ConformanceCase(name, "failed", $"{Path.GetFileName(set)}: {difference}", error);
            }

            return new ConformanceCase(name, "passed", null, error);
        }
        catch (EdgeCnnException unsupported)
        {
            return new ConformanceCase(name, "unsupported", unsupported.Message, error);
        }
    }

    private string? RunSet(InferenceSession session, string set, ref double error)
    {
        for (int i = 0; i < session.Inputs.Length; i++)
        {
            OnnxTensorFile given = OnnxTensorFile.Load(Path.Combine(set, $"input_{i}.pb"));
            if (given.Info.Type != session.Inputs[i].Type || given.Info.Shape.Elements != session.Inputs[i].Shape.Elements)
                throw new EdgeCnnException($"input {i} is {given.Info.Type}{given.Info.Shape}, the model wants {session.Inputs[i]}.");
            if (given.Info.Type == DataType.Float32)
                session.SetInput(i, MemoryMarshal.Cast<byte, float>(given.ToNhwc().Span));
            else
                session.SetInput(i, given.ToNhwc().Span);
        }

        session.Run();
        for (int i = 0; i < session.Outputs.Length; i++)
        {
            OnnxTensorFile expected = OnnxTensorFile.Load(Path.Combine(set, $"output_{i}.pb"));
            double[] want = Numbers(expected.Info.Type, expected.ToNhwc().Span), got = Output(session, i);
            if (expected.Info.Type != session.Outputs[i].Type || want.Length != got.Length)
                return $"output {i}: expected {expected.Info.Type}{expected.Info.Shape}, got {session.Outputs[i]}";
            for (int e = 0; e < want.Length; e++)
            {
                error = Math.Max(error, Math.Abs(want[e] - got[e]));
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
        if (info.Type == DataType.Float32)
        {
            float[] values = new float[info.Shape.Elements];
            session.CopyOutput<float>(index, values);
            return [.. values.Select(value => (double)value)];
        }

        byte[] codes = new byte[info.Shape.Elements];
        session.CopyOutput<byte>(index, codes);
        return Numbers(info.Type, codes);
    }

    private static double[] Numbers(DataType type, ReadOnlySpan<byte> data) => type switch
    {
        DataType.Float32 => [.. MemoryMarshal.Cast<byte, float>(data).ToArray().Select(value => (double)value)],
        DataType.Int32 => [.. MemoryMarshal.Cast<byte, int>(data).ToArray().Select(value => (double)value)],
        DataType.Int8 => [.. data.ToArray().Select(value => (double)(sbyte)value)],
        _ => [.. data.ToArray().Select(value => (double)value)],
    };
}
