using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Deployment;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent activate</c>.</summary>
internal sealed class ActivateVerb : Verb<ActivateOptions>
{
    public override string Name => "activate";

    public override (string Call, string Purpose)[] Summary => [("activate SLOT|latest", "let a slot run, and the one before again if it is not well")];

    protected override string Purpose =>
        "verifies a slot, switches to it, restarts the service and watches it. If it is not well, the slot\n"
        + "before runs again, and the command leaves with 5.";

    protected override string Example => "latest --health-seconds 30";

    protected override Argument<ActivateOptions> Argument => new("SLOT", (o, text) => o.Slot = text);

    protected override Option<ActivateOptions>[] Options => [.. HealthRows, .. StoreOptions.Rows<ActivateOptions>()];

    /// <summary>How health is watched.</summary>
    internal static Option<ActivateOptions>[] HealthRows =>
    [
        new("--health-seconds", "N", "how long the service must be well (20)", (o, text) => o.HealthSeconds = (int)OptionText.Whole(text, 1, 3600)),
        new("--health-url", "URL", "must answer 200; otherwise the page on port 8080, if there is one", (o, text) => o.HealthUrl = text),
    ];

    protected override int Run(ActivateOptions options, VerbStreams streams) =>
        WatchedUnit.Run(options, (unit, watch, stop) => new ActivateCommand(options, streams.Output, unit, watch).Run(stop));
}
