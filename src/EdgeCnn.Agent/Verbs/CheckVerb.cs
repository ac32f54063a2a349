using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent check</c>.</summary>
internal sealed class CheckVerb : Verb<CheckOptions>
{
    public override string Name => "check";

    public override (string Call, string Purpose)[] Summary => [("check FILE", "say everything that is wrong with a configuration, by line")];

    protected override string Purpose => "reads a configuration, with the model and labels that it names, and says everything that is wrong with it, by line. Leaves with 2 then.";

    protected override string Example => "deploy/agent.json";

    protected override Argument<CheckOptions> Argument => new("FILE", (o, text) => o.File = text);

    protected override Option<CheckOptions>[] Options => [];

    protected override int Run(CheckOptions options, VerbStreams streams) => new CheckCommand(options.File, streams.Output).Run();
}
