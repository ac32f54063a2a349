using EdgeCnn.Agent.Commands;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent doctor</c>.</summary>
internal sealed class DoctorVerb : Verb<DoctorOptions>
{
    public override string Name => "doctor";

    public override (string Call, string Purpose)[] Summary => [("doctor", "say what this board is, and what must be fixed")];

    protected override string Purpose =>
        "says what the processor is and can do, which kernels models get and why, and checks them. Leaves\n"
        + "with 4 if something must be fixed.";

    protected override string Example => "--json";

    protected override Option<DoctorOptions>[] Options =>
    [
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    protected override int Run(DoctorOptions options, VerbStreams streams) => new DoctorCommand(options, streams.Output).Run();
}
