using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;

namespace EdgeCnn.Tools.Parity;

/// <summary>Runs models with ONNX Runtime, a process each.</summary>
internal sealed class OnnxRuntime(string script, string folder)
{
    /// <summary>All outputs, one after another.</summary>
    /// <param name="file">The ONNX model.</param>
    /// <param name="network">The graph that it was written from; it tells the inputs' shape.</param>
    /// <param name="inputs">As our sessions take them, NHWC.</param>
    public float[] Run(byte[] file, NetworkGraph network, float[][] inputs)
    {
        string path = Path.Combine(folder, "model.onnx"), input = Path.Combine(folder, "input.bin"), output = Path.Combine(folder, "output.bin");
        File.WriteAllBytes(path, file);
        File.Delete(output);
        Shape shape = network.Tensor(network.Inputs[0]).Shape;
        using (FileStream stream = File.Create(input))
        {
            foreach (float[] values in inputs)
                stream.Write(MemoryMarshal.AsBytes<float>(ToNchw(values, shape)));
        }

        var start = new ProcessStartInfo("node", [script, path, input, output, $"{inputs.Length}"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string message = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(output)).ToArray()
            : throw new InvalidOperationException($"run-model.mjs ended with {process.ExitCode}: {message.Trim()}");
    }

    private static float[] ToNchw(float[] values, Shape shape)
    {
        int plane = shape[1] * shape[2], channels = shape[3];
        float[] result = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            result[(i % channels * plane) + (i / channels)] = values[i];
        return result;
    }
}
