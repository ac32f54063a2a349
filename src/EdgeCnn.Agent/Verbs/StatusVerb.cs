using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Deployment;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent status</c>.</summary>
internal sealed class StatusVerb : Verb<StatusOptions>
{
    public override string Name => "status";

    public override (string Call, string Purpose)[] Summary => [("status", "say what is installed and how it is")];

    protected override string Purpose => "slots, what is active, and how the service is. Leaves with 5 if a slot is not whole.";

    protected override string Example => "--verify --json";

    protected override Option<StatusOptions>[] Options =>
    [
        new("--verify", null, "read and compare every file", (o, _) => o.Verify = true),
        .. StoreOptions.Rows<StatusOptions>(),
    ];

    protected override int Run(StatusOptions options, VerbStreams streams) => new StatusCommand(options, streams.Output, new SystemdUnit(options.Unit)).Run();
}
