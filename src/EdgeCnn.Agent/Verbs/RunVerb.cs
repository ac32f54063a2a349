using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent run</c>.</summary>
internal sealed class RunVerb : Verb<RunOptions>
{
    public override string Name => "run";

    public override (string Call, string Purpose)[] Summary =>
    [
        ("run MODEL --camera CAMERA", "classify a camera's pictures and show them on a page"),
        ("run --config FILE", "the same by a configuration, with rules and actions, as a service"),
        ("run --demo", "classify the pictures that come with the project"),
    ];

    protected override string Purpose => "classifies pictures; one JSON line for each on standard output.";

    protected override string Example => "models/mnist-cnn/model.ecnn --camera files:models/mnist-cnn/samples --no-page --hash";

    protected override Argument<RunOptions> Argument => new("MODEL", (o, text) => o.Model = text, Least: 0);

    protected override Option<RunOptions>[] Options =>
    [
        new("--config", "FILE", "a configuration; the options here go before what it says", (o, text) => o.Config = text),
        new("--check", null, "check the configuration, with the model and labels that it names, and do nothing else", (o, _) => o.Check = true),
        new("--demo", null, "the committed model on its committed pictures", (o, _) => o.Demo = true),
        new("--camera", "CAMERA", "v4l2:/dev/video0, rpicam:, ffmpeg:URL, files:DIR or synthetic; sizes and rates behind it: ?size=640x480&rate=30", (o, text) => o.Camera = text),
        new("--frames", "N", "stop after N pictures", (o, text) => o.Frames = OptionText.Whole(text, 1, long.MaxValue)),
        new("--fps", "N", "pictures a second at most", (o, text) => o.FramesPerSecond = OptionText.Whole(text, 1, 1000)),
        new("--loop", null, "begin again after the last picture of a folder", (o, _) => o.Loop = true),
        new("--top", "N", "classes in each line (3)", (o, text) => o.Top = (int)OptionText.Whole(text, 1, 1000)),
        new("--hash", null, "print the SHA-256 over all outputs at the end", (o, _) => o.Hash = true),
        new("--kernels", "SET", "neon-dot, neon, avx512, avx-vnni, avx2 or portable; the best one is chosen otherwise", (o, text) => o.Kernels = text),
        new("--port", "PORT", "the live page's port (8080)", (o, text) => o.Port = (int)OptionText.Whole(text, 1, 65535)),
        new("--threads", "N", "threads of a run; 0, as without it, for one a fast core", (o, text) => o.Threads = (int)OptionText.Whole(text, 0, OptionText.MostThreads)),
        new("--times", null, "tell on standard error how long the first result took", (o, _) => o.Times = true),
        new("--listen", "ADDRESS", "the live page's address (127.0.0.1); another one needs --token-file", (o, text) => o.Listen = OptionText.Address(text)),
        new("--token-file", "FILE", "a file whose first line is the page's token, of 16 characters at least", (o, text) => o.TokenFile = text),
        new("--save", "DIR", "let the page store pictures there, in a folder for each label", (o, text) => o.SaveFolder = text),
        new("--no-page", null, "no live page", (o, _) => o.Page = false),
    ];

    protected override void Check(RunOptions options)
    {
        if (options.Demo && (options.Model.Length > 0 || options.Camera.Length > 0 || options.Config is not null))
            throw Usage("--demo brings its own model and pictures; leave MODEL, --camera and --config out.");
        if (options.Check && options.Config is null)
            throw Usage("--check wants --config FILE.");
        if (options.Config is { Length: 0 })
            throw Usage("--config wants the path of a file.");
        if (options.Demo || options.Config is not null)
            return;
        if (options.Model.Length == 0)
            throw Usage("MODEL is missing.");
        if (options.Camera.Length == 0)
            throw Usage("--camera is missing, for example v4l2:/dev/video0, files:DIR or synthetic.");
    }

    protected override int Run(RunOptions options, VerbStreams streams) => new RunCommand(options, streams.Output, streams.Error, streams.Main).Run();
}
