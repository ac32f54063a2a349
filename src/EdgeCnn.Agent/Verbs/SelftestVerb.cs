using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent selftest</c>.</summary>
internal sealed class SelftestVerb : Verb<SelftestOptions>
{
    public override string Name => "selftest";

    public override (string Call, string Purpose)[] Summary => [("selftest", "check this processor's kernels, and golden vectors of models")];

    protected override string Purpose =>
        "compares every kernel of this processor, those for pictures too, with the formula that it must\n"
        + "follow, and models with their golden vectors, byte for byte. Leaves with 5 if one differs.";

    protected override string Example => "--golden models";

    protected override Option<SelftestOptions>[] Options =>
    [
        new("--golden", "DIR", "check every *.golden.json below DIR with its model", (o, text) => o.Golden = text),
        new("--kernels", "SET", "check this kernel set only; otherwise all of this processor, and golden vectors with the best", (o, text) => o.Kernels = text),
        new("--quick", null, "fewer and smaller shapes of each kernel", (o, _) => o.Quick = true),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    protected override int Run(SelftestOptions options, VerbStreams streams) => new SelftestCommand(options, streams.Output).Run();
}
