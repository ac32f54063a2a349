using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent bench</c>.</summary>
internal sealed class BenchVerb : Verb<BenchOptions>
{
    public override string Name => "bench";

    public override (string Call, string Purpose)[] Summary => [("bench MODEL...", "measure the start, steady runs and layers of models")];

    protected override string Purpose => "measures from the program's first line to a model's first result (load, plan, first run), then burst, sustained runs and layers.";

    protected override string Example => "models/mnist-cnn/model.ecnn --runs 100 --json";

    protected override Argument<BenchOptions> Argument => new("MODEL", (o, text) => o.Models.Add(text), Most: BenchOptions.MostModels);

    protected override Option<BenchOptions>[] Options =>
    [
        new("--seconds", "N", "how long each number of threads is measured (10)", (o, text) => o.Seconds = OptionText.Whole(text, 1, 86_400)),
        new("--runs", "N", "N steady runs instead, and nothing but them and the start", (o, text) => o.Runs = (int)OptionText.Whole(text, 1, 1_000_000)),
        new("--threads", "N,N", "threads of a run, one after the other (1); 0 for one a fast core", (o, text) => o.Threads = BenchOptions.ParseThreads(text, OptionText.MostThreads)),
        new("--kernels", "SET", "force a kernel set", (o, text) => o.Kernels = text),
        new("--report", "FILE", "write an HTML page with pictures", (o, text) => o.Report = text),
        new("--strict", null, "leave with 5 if the board was throttled", (o, _) => o.Strict = true),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    protected override int Run(BenchOptions options, VerbStreams streams) => new BenchCommand(options, streams.Output, streams.Error, streams.Main).Run();
}
