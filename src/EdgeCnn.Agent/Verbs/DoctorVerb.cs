using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Verbs;

/// <summary><c>edgecnn-agent doctor</c>.</summary>
internal sealed class DoctorVerb : Verb<DoctorOptions>
{
    public override string Name => "doctor";

    public override (string Call, string Purpose)[] Summary => [("doctor", "say what this board is, and what must be fixed")];

    protected override string Purpose =>
        "says what the board is and has, what must be fixed and how: processor and kernels, supply and heat, memory,\n"
        + "cameras, rights and programs. Leaves with 4 if something must be fixed.";

    protected override string Example => "--json";

    protected override Option<DoctorOptions>[] Options =>
    [
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    protected override int Run(DoctorOptions options, VerbStreams streams) => new DoctorCommand(options, streams.Output, cameras: CameraFormats.OfThisBoard).Run();
}
