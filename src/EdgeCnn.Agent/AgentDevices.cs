using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent;

/// <summary>How the agent opens lines and lamps; false ones in tests.</summary>
/// <param name="OpenOutput">Opens a line to write, by its name or its chip's label and number.</param>
/// <param name="OpenInput">Opens a line to watch.</param>
/// <param name="OpenLight">Opens a lamp of the board itself, by its name below /sys/class/leds.</param>
internal sealed record AgentDevices(Func<string, PinOptions, IOutputPin> OpenOutput, Func<string, PinOptions, IInputPin> OpenInput, Func<string, IOutputPin> OpenLight)
{
    /// <summary>Those of this board.</summary>
    public static AgentDevices Board { get; } = new(
        static (line, options) => new CharDeviceOutputPin(line, options),
        static (line, options) => new CharDeviceInputPin(line, options),
        static name => new StatusLed(name));
}
