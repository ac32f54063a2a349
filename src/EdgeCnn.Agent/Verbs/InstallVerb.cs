using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Deployment;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent install</c>.</summary>
internal sealed class InstallVerb : Verb<InstallOptions>
{
    public override string Name => "install";

    public override (string Call, string Purpose)[] Summary => [("install BUNDLE", "put a bundle into a slot of its own and prove it here")];

    protected override string Purpose =>
        "unpacks a bundle into a new slot, reads every file back, and runs the selftest and the bundle's golden\n"
        + "vectors with this board's kernels. Nothing becomes active; leaves with 5 if a check fails, and then nothing stays.";

    protected override string Example => "digits.ecnnb";

    protected override Argument<InstallOptions> Argument => new("BUNDLE", (o, text) => o.Bundle = text);

    protected override Option<InstallOptions>[] Options =>
    [
        new("--agent", "DIR|TAR", "an agent to install with it; otherwise the active slot's, or this program", (o, text) => o.Agent = text),
        .. StoreOptions.Rows<InstallOptions>(),
    ];

    protected override int Run(InstallOptions options, VerbStreams streams) => new InstallCommand(options, streams.Output, new SystemdUnit(options.Unit)).Run();
}
