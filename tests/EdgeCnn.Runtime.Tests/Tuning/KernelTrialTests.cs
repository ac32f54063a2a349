using EdgeCnn.Graph;
using EdgeCnn.Runtime.Tuning;

namespace EdgeCnn.Runtime.Tests.Tuning;

public sealed class KernelTrialTests
{
    private static readonly SessionOptions Portable = new() { Kernels = "portable" };

    [Fact]
    public void Run_EveryLayer_HasATimeOfEachCandidate()
    {
        NetworkGraph graph = Networks.Int8(1);
        PlanStepSummary[] steps = [.. InferenceSession.Create(graph, Portable).Plan.Steps.Where(step => !step.Candidates.IsEmpty)];
        IReadOnlyList<LayerTrial> layers = Run(graph, Portable);
        Assert.Equal(steps.Select(step => (step.Node, step.Op, step.Kernel, step.MultiplyAdds)), layers.Select(layer => (layer.Node, layer.Op, layer.Pick, layer.MultiplyAdds)));
        Assert.Equal(steps.Select(step => string.Join(" ", step.Candidates)), layers.Select(layer => string.Join(" ", layer.Kernels.Select(kernel => kernel.Name))));
        Assert.Contains(layers, layer => layer.Kernels.Length > 1);
        Assert.All(layers.SelectMany(layer => layer.Kernels), kernel =>
        {
            Assert.True(kernel.Us > 0, $"{kernel}");
            Assert.True(kernel.Runs >= KernelTrial.Rounds * KernelTrial.LeastRuns, $"{kernel}");
        });
        Assert.All(layers, layer => Assert.Equal(layer.Kernels.Min(kernel => kernel.Us), layer.Fastest.Us));
        Assert.All(layers, layer => Assert.Equal(layer.Pick, layer.Picked.Name));
    }

    [Fact]
    public void Run_KernelsLeftOutOrChosen_AreObeyed()
    {
        NetworkGraph graph = Networks.Float(1);
        string[] candidates = [.. InferenceSession.Create(graph, Portable).Plan.Steps.Single(step => step.Node == "dense").Candidates];
        LayerTrial without = Run(graph, Portable with { WithoutKernels = [candidates[0]] })[^1];
        Assert.Equal(candidates[1..], without.Kernels.Select(kernel => kernel.Name));
        LayerTrial chosen = Run(graph, Portable with { KernelChoices = new Dictionary<string, string> { ["dense"] = candidates[1] } })[^1];
        Assert.Equal((candidates[1], 2), (chosen.Pick, chosen.Kernels.Length));
    }

    [Fact]
    public void Run_Inputs_AreGivenBeforeEachRun()
    {
        int prepared = 0;
        var layers = new KernelTrial(Networks.Int8(1), Portable).Run(TimeSpan.Zero, _ => prepared++);
        int ranks = layers.Max(layer => layer.Kernels.Length);
        Assert.Equal(KernelTrial.Rounds * ranks * (KernelTrial.LeastRuns + 1), prepared);
    }

    [Fact]
    public void Run_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => new KernelTrial(Networks.Int8(1), Portable).Run(TimeSpan.FromSeconds(60), _ => { }, new CancellationToken(canceled: true)));

    private static IReadOnlyList<LayerTrial> Run(NetworkGraph graph, SessionOptions options) =>
        new KernelTrial(graph, options).Run(TimeSpan.FromMilliseconds(50), session => session.SetInputBytes(0, new byte[session.Inputs[0].SizeBytes]));
}
