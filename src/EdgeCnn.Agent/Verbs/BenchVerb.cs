using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent bench</c>.</summary>
internal sealed class BenchVerb : Verb<BenchOptions>
{
    public override string Name => "bench";

    public override (string Call, string Purpose)[] Summary => [("bench MODEL", "measure the start and steady runs of a model")];

    protected override string Purpose => "measures from the program's first line to a model's first result (load, plan, first run), then steady runs.";

    protected override string Example => "models/mnist-cnn/model.ecnn --runs 100 --json";

    protected override Argument<BenchOptions> Argument => new("MODEL", (o, text) => o.Model = text);

    protected override Option<BenchOptions>[] Options =>
    [
        new("--runs", "N", "steady runs behind the first one (50)", (o, text) => o.Runs = (int)OptionText.Whole(text, 1, 1_000_000)),
        new("--threads", "N", "threads of a run (1); 0 for one a fast core", (o, text) => o.Threads = (int)OptionText.Whole(text, 0, OptionText.MostThreads)),
        new("--kernels", "SET", "force a kernel set", (o, text) => o.Kernels = text),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    protected override int Run(BenchOptions options, VerbStreams streams) => new BenchCommand(options, streams.Output, streams.Error, streams.Main).Run();
}
