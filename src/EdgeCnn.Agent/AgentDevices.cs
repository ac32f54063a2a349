using EdgeCnn.Agent.Actions;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent;

/// <summary>How the agent opens lines and lamps; false ones in tests.</summary>
/// <param name="OpenOutput">Opens a line to write, by its name or its chip's label and number.</param>
/// <param name="OpenInput">Opens a line to watch.</param>
/// <param name="OpenLight">Opens a lamp of the board itself, by its name below /sys/class/leds.</param>
internal sealed record AgentDevices(Func<string, PinWiring, IOutputPin> OpenOutput, Func<string, PinWiring, IInputPin> OpenInput, Func<string, IOutputPin> OpenLight)
{
    /// <summary>Those of this board.</summary>
    public static AgentDevices Board { get; } = new(
        static (line, wiring) => new CharDeviceOutputPin(line, wiring.Options),
        static (line, wiring) => new CharDeviceInputPin(line, wiring.Options),
        static name => new StatusLed(name));
}
