using System.Text.Json;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests;

/// <summary>The committed model, its pictures and what it must make of them.</summary>
internal static class SampleModel
{
    public static string Folder { get; } = Path.Combine(TestData.Root ?? throw new DirectoryNotFoundException("The project's folder was not found."), "models", "mnist-cnn");

    public static string Model { get; } = Path.Combine(Folder, "model.ecnn");

    public static string Pictures { get; } = Path.Combine(Folder, "samples");

    public static Classifier Classifier(string? kernels = null) =>
        new(InferenceSession.Load(Model, new SessionOptions { Kernels = kernels }));

    /// <summary>The hashes over the outputs for all pictures: the same on every processor.</summary>
    public static (string Logits, string Probabilities, int Frames) Golden()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "golden.json")));
        JsonElement root = golden.RootElement;
        return (root.GetProperty("sha256").GetString()!, root.GetProperty("probabilitiesSha256").GetString()!, root.GetProperty("frames").GetInt32());
    }
}
