using System.Globalization;
using System.Runtime.InteropServices;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Selftest;

/// <summary>Runs a model on its golden vectors and compares every byte; float layers by direct kernels, which alone can be equal (<see cref="KernelCheck"/> has the others).</summary>
internal static class GoldenCheck
{
    /// <summary>The manifests below a folder, in the order of their paths.</summary>
    /// <exception cref="EdgeCnnException">The folder is missing or holds none: a check in which nothing ran has proved nothing.</exception>
    public static string[] Find(string folder)
    {
        string[] found;
        try
        {
            found = [.. Directory.GetFiles(folder, $"*{GoldenSet.ManifestEnding}", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead($"selftest --golden {folder}", error);
        }

        return found.Length > 0
            ? found
            : throw new EdgeCnnException($"selftest --golden {folder}: no *{GoldenSet.ManifestEnding} below it. Make some: edgecnn import MODEL.onnx --out MODEL.ecnn --golden 3.");
    }

    /// <summary>Checks one manifest; what is wrong with its files is a failure of the check too.</summary>
    public static SelftestCheck Run(string manifestPath, string? kernels)
    {
        int done = 0;
        try
        {
            GoldenSet golden = GoldenSet.Read(manifestPath);
            string modelPath = Path.Combine(Path.GetDirectoryName(manifestPath) ?? "", golden.Manifest.Model);
            string hash = GoldenSet.Hash(ReadModel(modelPath));
            if (hash != golden.Manifest.ModelSha256)
                return new SelftestCheck(manifestPath, false, 0, $"{modelPath} is another model: its SHA-256 is {hash}, expected {golden.Manifest.ModelSha256}. Copy the model and its golden vectors together.");
            var session = InferenceSession.Load(modelPath, new SessionOptions { Kernels = kernels, EqualBits = true });
            if (!Fits(golden.Manifest.Inputs.AsSpan(), session.Inputs.AsSpan()) || !Fits(golden.Manifest.Outputs.AsSpan(), session.Outputs.AsSpan()))
                return new SelftestCheck(manifestPath, false, 0, $"the vectors are for {string.Join(", ", golden.Manifest.Inputs)} → {string.Join(", ", golden.Manifest.Outputs)}, the model has {string.Join(", ", session.Inputs)} → {string.Join(", ", session.Outputs)}.");
            for (; done < golden.Manifest.Vectors; done++)
            {
                if (Difference(golden, session, done) is { } difference)
                    return new SelftestCheck(manifestPath, false, done + 1, $"{golden.Manifest.Arithmetic}, kernels {session.Kernels}, vector {done}, {difference}{(golden.IsAsWritten ? "" : $"; {golden.Manifest.Data} has not the SHA-256 that the manifest names, so it was changed")}");
            }

            return golden.IsAsWritten
                ? new SelftestCheck(manifestPath, true, done, $"{golden.Manifest.Arithmetic}, kernels {session.Kernels}, {done} vectors equal to {golden.Manifest.Kernels}")
                : new SelftestCheck(manifestPath, false, done, $"{golden.Manifest.Data} has not the SHA-256 that the manifest names: it was changed. Copy it again.");
        }
        catch (EdgeCnnException error) when (error.ExitCode != ExitCode.Usage)
        {
            return new SelftestCheck(manifestPath, false, done, error.Message);
        }
    }

    private static bool Fits(ReadOnlySpan<GoldenTensor> golden, ReadOnlySpan<TensorInfo> model)
    {
        if (golden.Length != model.Length)
            return false;
        for (int i = 0; i < golden.Length; i++)
        {
            if (!golden[i].Is(model[i]))
                return false;
        }

        return true;
    }

    private static string? Difference(GoldenSet golden, InferenceSession session, int vector)
    {
        for (int i = 0; i < session.Inputs.Length; i++)
            session.SetInputBytes(i, golden.Input(vector, i));
        session.Run();
        for (int i = 0; i < session.Outputs.Length; i++)
        {
            TensorInfo output = session.Outputs[i];
            byte[] got = new byte[output.SizeBytes];
            session.CopyOutputBytes(i, got);
            ReadOnlySpan<byte> expected = golden.Output(vector, i);
            if (expected.SequenceEqual(got))
                continue;
            string difference = output.Type switch
            {
                DataType.Float32 => FloatDifference(MemoryMarshal.Cast<byte, float>(expected), MemoryMarshal.Cast<byte, float>(got)),
                DataType.Int8 => $"element {expected.CommonPrefixLength(got)}: expected {(sbyte)expected[expected.CommonPrefixLength(got)]}, got {(sbyte)got[expected.CommonPrefixLength(got)]}",
                DataType.UInt8 => KernelCheck.Difference(expected, got)!,
                _ => $"byte {expected.CommonPrefixLength(got)} differs",
            };
            return $"output '{output.Name}' {output.Type}{output.Shape}, {difference}";
        }

        return null;
    }

    private static string FloatDifference(ReadOnlySpan<float> expected, ReadOnlySpan<float> got)
    {
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
            largest = Math.Max(largest, Math.Abs((double)expected[i] - got[i]));
        return string.Create(CultureInfo.InvariantCulture, $"{KernelCheck.Difference(expected, got)} (largest difference of all elements {largest:G3})");
    }

    private static byte[] ReadModel(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
