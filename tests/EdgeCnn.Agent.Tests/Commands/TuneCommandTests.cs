using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Devices.Board;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;
using EdgeCnn.Runtime.Tuning;

namespace EdgeCnn.Agent.Tests.Commands;

[Collection(AloneCollection.Name)]
public sealed class TuneCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_Model_StoresAFileThatSessionsOfTheAgentUse()
    {
        string model = folder.Put("m.ecnn", File.ReadAllBytes(SampleModel.Model));
        var (code, text) = Run(new TuneOptions { Model = model, Seconds = 0.2, Kernels = "portable", Json = true });
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Equal((0, TuneFile.PathOf(model)), (code, json.GetProperty("file").GetString()));
        TuneFile file = TuneFile.TryRead(TuneFile.PathOf(model), out _)!;
        Assert.Equal((ProcessorInfo.Read().Identity, "portable"), (file.Processor, file.Kernels));
        Assert.True(json.GetProperty("layers").GetArrayLength() > 0);
        foreach (JsonElement layer in json.GetProperty("layers").EnumerateArray())
        {
            string node = layer.GetProperty("node").GetString()!, chosen = layer.GetProperty("chosen").GetString()!;
            Assert.Equal(file.Choices.GetValueOrDefault(node, layer.GetProperty("picked").GetString()!), chosen);
            Assert.Contains(chosen, layer.GetProperty("kernels").EnumerateArray().Select(kernel => kernel.GetProperty("name").GetString()));
        }

        using var error = new StringWriter();
        InferenceSession session = CheckedModel.Of("portable", () => error).Open(AgentModel.Read(model), new SessionOptions());
        Assert.Equal("", error.ToString());
        Assert.All(file.Choices, choice => Assert.Equal(choice.Value, session.Plan.Steps.Single(step => step.Node == choice.Key).Kernel));
    }

    [Fact]
    public void Run_Lines_NameEveryLayerWithAChoice()
    {
        string model = folder.Put("m.ecnn", File.ReadAllBytes(SampleModel.Model));
        var (code, text) = Run(new TuneOptions { Model = model, Seconds = 0.01, Kernels = "portable" });
        Assert.Equal(0, code);
        foreach (PlanStepSummary step in InferenceSession.Load(model, new SessionOptions { Kernels = "portable" }).Plan.Steps.Where(step => step.Candidates.Length > 1))
            Assert.Matches($@"(?m)^{step.Node} .*{step.Kernel} [\d.]+ µs \(pick\)", text);
        Assert.EndsWith($"{TuneFile.PathOf(model)} is for {ProcessorInfo.Read().Identity}, kernels portable\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_OnlyClearlyFasterKernels_AreTaken()
    {
        LayerTrial Layer(string node, params (string Name, double Us)[] kernels) =>
            new(node, "Conv2d", new PlanTensorSummary("y", "y", DataType.Int8, new Shape(1), 1, 0), 1, "pick", [.. kernels.Select(kernel => new KernelTime(kernel.Name, kernel.Us, 9))]);
        Dictionary<string, string> choices = TuneCommand.Choices(
        [
            Layer("faster", ("pick", 100), ("other", 90)),
            Layer("equal", ("pick", 100), ("other", 98)),
            Layer("slower", ("pick", 100), ("other", 120)),
            Layer("alone", ("pick", 100)),
        ]);
        Assert.Equal(new Dictionary<string, string> { ["faster"] = "other" }, choices);
    }

    [Fact]
    public void Run_ModelMissingOrKernelsUnknown_IsRefused()
    {
        Assert.Equal(ExitCode.BadData, Assert.ThrowsAny<EdgeCnnException>(() => Run(new TuneOptions { Model = "no-such.ecnn" })).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.ThrowsAny<EdgeCnnException>(() => Run(new TuneOptions { Model = SampleModel.Model, Kernels = "sse9" })).ExitCode);
        string other = KernelSets.All.Except(KernelSets.Supported).First().Name;
        Assert.Equal(ExitCode.Usage, Assert.ThrowsAny<EdgeCnnException>(() => Run(new TuneOptions { Model = SampleModel.Model, Kernels = other })).ExitCode);
    }

    private static (int Code, string Text) Run(TuneOptions options)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        int code = new TuneCommand(options, output, error).Run();
        Assert.Equal("", error.ToString());
        return (code, Encoding.UTF8.GetString(output.ToArray()));
    }
}
