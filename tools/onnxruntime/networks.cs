#:project ../../src/EdgeCnn.Onnx/EdgeCnn.Onnx.csproj
#:project ../../src/EdgeCnn.Runtime/EdgeCnn.Runtime.csproj
#:property PublishAot=false

// Compares our runtime with ONNX Runtime bit for bit on random 8-bit networks in QDQ form, written by networks.mjs, for every
// kernel set: so codes are signed and unsigned in memory. tools/onnxruntime/setup.sh && dotnet run tools/onnxruntime/networks.cs
using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Onnx;
using EdgeCnn.Runtime;

const int Inputs = 16;

int networks = 40, seed = 1;
if (args.Length > 2 || (args.Length > 0 && !int.TryParse(args[0], out networks)) || (args.Length > 1 && !int.TryParse(args[1], out seed)) || networks < 1)
{
    Console.Error.WriteLine("usage: dotnet run tools/onnxruntime/networks.cs -- [NETWORKS=40 [SEED=1]]");
    return 2;
}

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
DirectoryInfo temp = Directory.CreateTempSubdirectory("edgecnn-networks-");
int failed = 0;
try
{
    using (Process process = Process.Start("node", [Path.Combine(here, "networks.mjs"), temp.FullName, $"{networks}", $"{Inputs}", $"{seed}"]))
    {
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"networks.mjs ended with {process.ExitCode}");
    }

    for (int i = 1; i <= networks; i++)
    {
        string path = Path.Combine(temp.FullName, $"{i}");
        string outcome;
        try
        {
            outcome = Compare(path);
        }
        catch (Exception error) when (error is InvalidDataException or EdgeCnnException)
        {
            failed++;
            outcome = $"FAIL {error.Message}";
        }

        Console.WriteLine($"{(outcome.StartsWith("FAIL", StringComparison.Ordinal) ? "" : "pass ")}{outcome}; network {i}: {File.ReadAllText($"{path}.txt")}");
    }
}
finally
{
    temp.Delete(recursive: true);
}

Console.WriteLine($"{networks - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

static string Compare(string path)
{
    NetworkGraph graph = OnnxImporter.Load($"{path}.onnx");
    float[] inputs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes($"{path}.in")).ToArray(), theirs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes($"{path}.out")).ToArray();
    TensorInfo input = graph.Tensor(graph.Inputs[0]);
    foreach (KernelSet kernels in KernelSets.Supported)
    {
        InferenceSession session = InferenceSession.Create(graph, new SessionOptions { Kernels = kernels.Name });
        // A layer, sum or product that stayed float would agree by luck only.
        if (session.Plan.Steps.FirstOrDefault(step => step.Kernel.StartsWith("f32", StringComparison.Ordinal) || step.Kernel == "softmax") is { } step)
            throw new InvalidDataException($"step {step.Kernel} runs on real numbers");
        int length = session.Outputs[0].Shape.Elements;
        float[] ours = new float[Inputs * length];
        for (int i = 0; i < Inputs; i++)
        {
            float[] x = inputs[(i * input.Shape.Elements)..((i + 1) * input.Shape.Elements)];
            session.Run<float, float>(graph.KeptLayout.Contains(input.Name) ? x : ToNhwc(x, input.Shape), ours.AsSpan(i * length, length));
        }

        if (ours.Length != theirs.Length)
            throw new InvalidDataException($"{ours.Length} outputs, ONNX Runtime has {theirs.Length}");
        int same = MemoryMarshal.Cast<float, int>(ours).CommonPrefixLength(MemoryMarshal.Cast<float, int>(theirs));
        if (same < ours.Length)
            throw new InvalidDataException($"{kernels.Name}: {ours.Zip(theirs).Count(pair => pair.First != pair.Second)} of {ours.Length} differ, output {same} first: {ours[same]:R}, ONNX Runtime {theirs[same]:R}");
    }

    return $"{theirs.Length} outputs equal, {theirs.Distinct().Count()} different ones";
}

static float[] ToNhwc(float[] values, Shape shape)
{
    int plane = shape[1] * shape[2], channels = shape[3];
    float[] result = new float[values.Length];
    for (int i = 0; i < values.Length; i++)
        result[i] = values[(i % channels * plane) + (i / channels)];
    return result;
}
