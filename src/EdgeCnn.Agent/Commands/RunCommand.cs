using System.Globalization;
using System.Text;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Agent.Service;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent run</c>: puts camera, model, page and output together and lets the pipeline go.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Opens what gets warnings and where the page is.</param>
/// <param name="main">The stopwatch at the program's first line.</param>
/// <param name="devices">Opens lines; null for this board's.</param>
internal sealed class RunCommand(RunOptions options, Stream output, Func<TextWriter> error, long main = 0, AgentDevices? devices = null)
{
    private const double DemoFramesPerSecond = 4;

    private readonly StartTimes times = new(main);

    public int Run()
    {
        if (options.Check)
            return new CheckCommand(options.Config!, output).Run();
        if (options.Demo)
        {
            string folder = DemoFiles.Find();
            options.Model = Path.Combine(folder, "model.ecnn");
            options.Camera = $"files:{Path.Combine(folder, "samples")}";
        }

        AgentConfig? config = options.Config is null ? null : ConfigReader.Load(options.Config);
        RunSettings settings = RunSettings.Of(options, config);
        times.Begin();
        AgentModel model = AgentModel.Read(settings.Model);
        model.RequireContract();
        times.Read();
        InferenceSession session = CheckedModel.Of(settings.Kernels, error).Open(model, new SessionOptions { Threads = settings.Threads, Profile = settings.Page is not null });
        times.Planned();
        var classifier = new Classifier(session);
        using ServiceRun? service = config is null ? null : new ServiceRun(options.Config!, config, classifier, devices ?? AgentDevices.Board, Warn);
        using ICamera camera = OpenCamera(settings, service);
        if (service is not null)
            Warn($"model {session.Graph.Name}, camera {camera.Description}, kernels {session.Kernels}");
        var totals = new RunTotals();
        LiveView? view = settings.Page is null ? null : new LiveView(classifier.Contract.Labels.Length, session.StepTicks.Length);
        PageServer? page = view is null ? null : PageServer.Start(Facts(session, camera, view, totals, service), settings.Page!);
        using OutputHash? hash = options.Hash ? new OutputHash() : null;
        using var stop = new StopSignals(service?.StopLimit ?? TimeSpan.FromSeconds(15), GiveUp);
        try
        {
            var pipeline = new Pipeline(camera, classifier, totals, view, hash, service?.Reactions);
            if (options.Demo)
                RunDemo(pipeline, session, classifier, totals, view, page, stop.Token);
            else
                RunLog(pipeline, classifier, page, settings, service, totals, stop.Token);
            if (hash is not null)
                Line($"{{\"sha256\":\"{hash.Logits()}\",\"probabilitiesSha256\":\"{hash.Probabilities()}\",\"frames\":{totals.Frames},\"kernels\":\"{session.Kernels}\"}}");
            return (int)ExitCode.Ok;
        }
        finally
        {
            page?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void RunLog(Pipeline pipeline, Classifier classifier, PageServer? page, RunSettings settings, ServiceRun? service, RunTotals totals, CancellationToken stop)
    {
        if (page is not null)
            Warn($"page at {page.Url}");
        var log = new DecisionLog(output, classifier.Contract.Labels, settings.Top);
        Action<Decision> tell = Timed(log.Write);
        if (service is null)
            pipeline.Run(options.Frames, tell, stop);
        else
            service.Run(pipeline, options.Frames, tell, totals, stop);
    }

    // One pass at full speed; then, where somebody sits at a terminal, the same pictures slowly, for the page.
    private void RunDemo(Pipeline pipeline, InferenceSession session, Classifier classifier, RunTotals totals, LiveView? view, PageServer? page, CancellationToken stop)
    {
        IReadOnlyList<string> labels = classifier.Contract.Labels;
        int width = labels.Max(label => label.Length);
        pipeline.Run(options.Frames, Timed(decision => Line(Describe(decision, labels, width))), stop);
        string where = page is null ? "no page" : $"page at {page.Url}";
        Line(string.Create(CultureInfo.InvariantCulture, $"{totals.Right} of {totals.Judged} right, p50 {totals.Latency.Percentile(0.5)} µs, kernels {session.Kernels}, {where}"));
        if (page is null || Console.IsOutputRedirected || stop.IsCancellationRequested)
            return;
        error().WriteLine("The page goes on showing the pictures; Ctrl-C ends it.");
        using ICamera slow = CameraChoice.Open(options.Camera, loop: true, DemoFramesPerSecond);
        new Pipeline(slow, classifier, totals, view, hash: null).Run(0, _ => { }, stop);
    }

    private Action<Decision> Timed(Action<Decision> tell) => !options.Times ? tell : decision =>
    {
        tell(decision);
        if (times.First())
            error().WriteLine($"edgecnn-agent: {times}");
    };

    private static string Describe(Decision decision, IReadOnlyList<string> labels, int width)
    {
        string verdict = decision.Truth < 0 ? "" : decision.Truth == decision.Best ? "right" : $"wrong, it is {labels[decision.Truth]}";
        return string.Create(CultureInfo.InvariantCulture, $"{decision.Source,-20} {labels[decision.Best].PadRight(width)} {100 * decision.Probability,5:F1} %  {decision.Times.TotalUs,6} µs  {verdict}");
    }

    private PageFacts Facts(InferenceSession session, ICamera camera, LiveView view, RunTotals totals, ServiceRun? service)
    {
        InputContract contract = session.Contract!;
        return new PageFacts
        {
            Model = session.Graph.Name,
            Labels = contract.Labels,
            Kernels = session.Kernels,
            Camera = camera.Description,
            Input = $"{contract.Width}x{contract.Height}x{contract.Channels}",
            View = view,
            Totals = totals,
            Layers = session.Plan.Steps,
            Board = new BoardReader().Read,
            Dropped = () => (camera as ICameraCounters)?.Dropped ?? 0,
            ActionsFailed = () => service?.Reactions.Actions.Workers.Sum(worker => worker.Failed) ?? 0,
        };
    }

    private static ICamera OpenCamera(RunSettings settings, ServiceRun? service)
    {
        ICamera camera = CameraChoice.Open(settings.Camera, settings.Loop, settings.FramesPerSecond);
        try
        {
            return service?.Triggered(camera) ?? camera;
        }
        catch
        {
            camera.Dispose();
            throw;
        }
    }

    private void Warn(string line) => error().WriteLine($"edgecnn-agent: {line}");

    private void GiveUp()
    {
        Warn("camera or inference does not end; left alone");
        Environment.Exit((int)ExitCode.Device);
    }

    private void Line(string text) => output.Write(Encoding.UTF8.GetBytes(text + "\n"));
}
