using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent tune</c>.</summary>
internal sealed class TuneVerb : Verb<TuneOptions>
{
    public override string Name => "tune";

    public override (string Call, string Purpose)[] Summary => [("tune MODEL", "measure which kernels are fastest here and store that beside the model")];

    protected override string Purpose =>
        "times every kernel that could compute a layer, at each layer of a model, and stores the fastest in\n"
        + "MODEL.tune.json. Programs of this processor use it from then on; int8 results stay equal byte for byte, float ones within\n"
        + "the bound that their kernels state.";

    protected override string Example => "models/mnist-cnn/model.ecnn --seconds 20";

    protected override Argument<TuneOptions> Argument => new("MODEL", (o, text) => o.Model = text);

    protected override Option<TuneOptions>[] Options =>
    [
        new("--seconds", "N", "how long to measure (10)", (o, text) => o.Seconds = OptionText.Whole(text, 1, 3600)),
        new("--kernels", "SET", "measure this kernel set; otherwise the best one", (o, text) => o.Kernels = text),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    protected override int Run(TuneOptions options, VerbStreams streams) => new TuneCommand(options, streams.Output, streams.Error()).Run();
}
