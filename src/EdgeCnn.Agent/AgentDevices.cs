using EdgeCnn.Agent.Actions;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <summary>How the agent opens lines; false ones in tests.</summary>
/// <param name="OpenOutput">Opens a line to write, by its name or its chip's label and number.</param>
/// <param name="OpenInput">Opens a line to watch.</param>
/// <param name="OpenLight">Opens the light that says whether the agent works; null for none.</param>
internal sealed record AgentDevices(Func<string, PinOptions, IOutputPin> OpenOutput, Func<string, PinOptions, IInputPin> OpenInput, Func<IStatusLight>? OpenLight = null)
{
    /// <summary>Those of this board.</summary>
    public static AgentDevices Board { get; } = new(
        static (line, _) => throw Missing(line),
        static (line, _) => throw Missing(line));

    private static EdgeCnnException Missing(string line) => new($"line {line}: this build has no GPIO driver.", ExitCode.Device);
}
