using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Deployment;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent rollback</c>.</summary>
internal sealed class RollbackVerb : Verb<ActivateOptions>
{
    public override string Name => "rollback";

    public override (string Call, string Purpose)[] Summary => [("rollback", "let the slot before run again")];

    protected override string Purpose => "lets the slot before run again.";

    protected override string Example => "--health-seconds 5";

    protected override Option<ActivateOptions>[] Options =>
    [
        new("--if-unconfirmed", null, "only a switch that nobody confirmed and nobody watches, as after a loss of power", (o, _) => o.IfUnconfirmed = true),
        .. ActivateVerb.HealthRows,
        .. StoreOptions.Rows<ActivateOptions>(),
    ];

    protected override int Run(ActivateOptions options, VerbStreams streams) =>
        WatchedUnit.Run(options, (unit, watch, stop) => new RollbackCommand(options, streams.Output, unit, watch).Run(stop));
}
