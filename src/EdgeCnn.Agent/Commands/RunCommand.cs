using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent run</c>: puts camera, model, page and output together and lets the pipeline go.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Opens what gets warnings and where the page is.</param>
/// <param name="main">The stopwatch at the program's first line.</param>
internal sealed class RunCommand(RunOptions options, Stream output, Func<TextWriter> error, long main = 0)
{
    private const double DemoFramesPerSecond = 4;

    private readonly StartTimes times = new(main);

    public int Run()
    {
        if (options.Demo)
        {
            string folder = DemoFiles.Find();
            options.Model = Path.Combine(folder, "model.ecnn");
            options.Camera = $"files:{Path.Combine(folder, "samples")}";
        }

        times.Begin();
        AgentModel model = AgentModel.Read(options.Model);
        model.RequireContract();
        times.Read();
        InferenceSession session = CheckedModel.Of(options.Kernels, error).Open(model, new SessionOptions { Threads = options.Threads, Profile = options.Page });
        times.Planned();
        using ICamera camera = OpenCamera(options.Loop, options.FramesPerSecond);
        var classifier = new Classifier(session);
        var totals = new RunTotals();
        LiveView? view = options.Page ? new LiveView(classifier.Contract.Labels.Length, session.StepTicks.Length) : null;
        PageServer? page = view is null ? null : PageServer.Start(Facts(session, camera, view, totals), options.PageOptions);
        using OutputHash? hash = options.Hash ? new OutputHash() : null;
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
        try
        {
            var pipeline = new Pipeline(camera, classifier, totals, view, hash);
            if (options.Demo)
                RunDemo(pipeline, session, classifier, totals, view, page, stop.Token);
            else
                RunLog(pipeline, classifier, page, stop.Token);
            if (hash is not null)
                Line($"{{\"sha256\":\"{hash.Logits()}\",\"probabilitiesSha256\":\"{hash.Probabilities()}\",\"frames\":{totals.Frames},\"kernels\":\"{session.Kernels}\"}}");
            return (int)ExitCode.Ok;
        }
        finally
        {
            page?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void RunLog(Pipeline pipeline, Classifier classifier, PageServer? page, CancellationToken stop)
    {
        if (page is not null)
            error().WriteLine($"edgecnn-agent: page at {page.Url}");
        var log = new DecisionLog(output, classifier.Contract.Labels, options.Top);
        pipeline.Run(options.Frames, Timed(log.Write), stop);
    }

    // One pass at full speed; then, where somebody sits at a terminal, the same pictures slowly, for the page.
    private void RunDemo(Pipeline pipeline, InferenceSession session, Classifier classifier, RunTotals totals, LiveView? view, PageServer? page, CancellationToken stop)
    {
        pipeline.Run(options.Frames, Timed(decision => Line(Describe(decision, classifier.Contract.Labels))), stop);
        string where = page is null ? "no page" : $"page at {page.Url}";
        Line(string.Create(CultureInfo.InvariantCulture, $"{totals.Right} of {totals.Judged} right, p50 {totals.Latency.Percentile(0.5)} µs, kernels {session.Kernels}, {where}"));
        if (page is null || Console.IsOutputRedirected || stop.IsCancellationRequested)
            return;
        error().WriteLine("The page goes on showing the pictures; Ctrl-C ends it.");
        using ICamera slow = OpenCamera(loop: true, DemoFramesPerSecond);
        new Pipeline(slow, classifier, totals, view, hash: null).Run(0, _ => { }, stop);
    }

    private Action<Decision> Timed(Action<Decision> tell) => !options.Times ? tell : decision =>
    {
        tell(decision);
        if (times.First())
            error().WriteLine($"edgecnn-agent: {times}");
    };

    private static string Describe(Decision decision, IReadOnlyList<string> labels)
    {
        string verdict = decision.Truth < 0 ? "" : decision.Truth == decision.Best ? "right" : $"wrong, it is {labels[decision.Truth]}";
        return string.Create(CultureInfo.InvariantCulture, $"{decision.Source,-16} {labels[decision.Best],-4} {100 * decision.Probability,5:F1} %  {decision.Times.TotalUs,6} µs  {verdict}");
    }

    private PageFacts Facts(InferenceSession session, ICamera camera, LiveView view, RunTotals totals)
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
        };
    }

    private ICamera OpenCamera(bool loop, double framesPerSecond)
    {
        if (options.Camera == "synthetic")
            return new SyntheticCamera(framesPerSecond: framesPerSecond > 0 ? framesPerSecond : 30);
        return options.Camera.StartsWith("files:", StringComparison.Ordinal) && options.Camera.Length > 6
            ? new FileCamera(options.Camera[6..], loop, framesPerSecond)
            : throw new EdgeCnnException($"run: camera '{options.Camera}' is unknown. Expected files:DIR or synthetic.", ExitCode.Usage);
    }

    private void Line(string text) => output.Write(Encoding.UTF8.GetBytes(text + "\n"));

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
