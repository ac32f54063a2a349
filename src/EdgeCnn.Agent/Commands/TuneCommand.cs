using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Selftest;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Devices.Board;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;
using EdgeCnn.Runtime.Tuning;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent tune</c>: measures which kernel is fastest for each layer on this processor and stores that beside the model.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Gets warnings.</param>
/// <param name="root">The file system's root, for the processor's name; another one in tests.</param>
internal sealed class TuneCommand(TuneOptions options, Stream output, TextWriter error, string root = "/")
{
    /// <summary>A kernel must be faster than the planner's pick by more than times differ by chance.</summary>
    public const double LeastGain = 0.03;

    public int Run()
    {
        AgentModel model = AgentModel.Read(options.Model);
        KernelSet set = KernelChoice.Of(options.Kernels);
        ProcessorInfo processor = ProcessorInfo.Read(root);
        SessionOptions session = new() { KernelSet = set, WithoutKernels = Wrong(model.Graph, set) };
        IReadOnlyList<LayerTrial> layers = new KernelTrial(model.Graph, session).Run(TimeSpan.FromSeconds(options.Seconds), new RandomInputs(model.Graph).Give);
        Dictionary<string, string> choices = Choices(layers);
        var file = new TuneFile(processor.Identity, set.Name, model.Fingerprint, choices);
        string path = TuneFile.PathOf(model.Path);
        file.Write(path);
        TuneLayer[] rows = [.. layers.Where(layer => layer.Kernels.Length > 1).Select(layer => new TuneLayer(layer.Node, layer.Op, layer.Pick, choices.GetValueOrDefault(layer.Node, layer.Pick), [.. layer.Kernels.Select(kernel => new TuneTime(kernel.Name, kernel.Us))]))];
        var report = new TuneReport(model.Path, path, processor.Identity, set.Name, layers.Sum(layer => layer.Picked.Us), layers.Sum(layer => layer.Kernels.First(kernel => kernel.Name == choices.GetValueOrDefault(layer.Node, layer.Pick)).Us), rows);
        output.Write(options.Json ? [.. JsonSerializer.SerializeToUtf8Bytes(report, TuneJson.Default.TuneReport), (byte)'\n'] : Encoding.UTF8.GetBytes(Table(report)));
        return (int)ExitCode.Ok;
    }

    /// <summary>The kernels by the names of nodes that are faster than the planner's picks.</summary>
    public static Dictionary<string, string> Choices(IReadOnlyList<LayerTrial> layers) => layers
        .Where(layer => layer.Kernels.Length > 1 && layer.Fastest.Us < (1 - LeastGain) * layer.Picked.Us)
        .ToDictionary(layer => layer.Node, layer => layer.Fastest.Name);

    // Speed is no merit in a kernel that is wrong.
    private string[] Wrong(NetworkGraph graph, KernelSet set)
    {
        PlanSummary plan = InferenceSession.Create(graph, new SessionOptions { KernelSet = set }).Plan;
        SelftestCheck[] wrong = [.. KernelCheck.Quick(set, [.. plan.Steps.SelectMany(step => step.Candidates).Distinct()]).Where(check => !check.Passed && check.Checked > 0)];
        foreach (SelftestCheck check in wrong)
            error.WriteLine($"edgecnn-agent: kernel {check.Kernel} of set '{set}' is wrong on this processor and is left out ({check.Detail})");
        return [.. wrong.Select(check => check.Kernel!)];
    }

    private static string Table(TuneReport report)
    {
        var text = new StringBuilder();
        int width = report.Layers.Select(layer => layer.Node.Length).DefaultIfEmpty().Max();
        foreach (TuneLayer layer in report.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{layer.Node.PadRight(width)}  {(layer.Chosen == layer.Picked ? "kept" : "NEW ")} ");
            foreach (TuneTime kernel in layer.Kernels)
                text.Append(CultureInfo.InvariantCulture, $"  {kernel.Name} {kernel.Us:F1} µs{(kernel.Name == layer.Picked ? " (pick)" : "")}{(kernel.Name == layer.Chosen ? " <--" : "")}");
            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{report.Layers.Count(layer => layer.Chosen != layer.Picked)} of {report.Layers.Length} layers with a choice changed; layers with weights {report.PickedUs:F1} -> {report.TunedUs:F1} µs; {report.File} is for {report.Processor}, kernels {report.Kernels}\n");
        return text.ToString();
    }
}
