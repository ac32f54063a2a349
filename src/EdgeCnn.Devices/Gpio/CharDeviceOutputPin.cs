using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Gpio;

/// <summary>A line of the GPIO character device that is switched; off when taken, and off again when given back.</summary>
public sealed class CharDeviceOutputPin : CharDevicePin, IOutputPin
{
    /// <summary>Takes a line.</summary>
    /// <param name="line">Its name, for example <c>GPIO17</c>, or its chip's label and its number there, <c>pinctrl-bcm2711:17</c>.</param>
    /// <param name="options">How it is wired.</param>
    /// <exception cref="DeviceException">It is missing, in use or forbidden.</exception>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">The name is none.</exception>
    public CharDeviceOutputPin(string line, PinOptions? options = null)
        : this(Libc.Instance, Devices(), line, options ?? new PinOptions())
    {
    }

    /// <summary>Takes a line of another kernel.</summary>
    internal CharDeviceOutputPin(ISystemCalls system, IReadOnlyList<string> devices, string line, PinOptions options)
        : base(system, devices, line, options, GpioIoctl.FlagOutput, GpioIoctl.AttributeOutputValues)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceException">The chip failed.</exception>
    public void Write(bool active)
    {
        var values = new GpioLineValues { Bits = active ? 1u : 0, Mask = 1 };
        int result = GpioChip.Request(System, Handle, GpioIoctl.SetValues, ref values);
        if (result < 0)
            throw Failure("switching", -result);
    }

    /// <inheritdoc/>
    private protected override void Release(int handle)
    {
        // A line that nobody holds keeps its level on some chips: a relay must not stay on when the program ends.
        var off = new GpioLineValues { Bits = 0, Mask = 1 };
        GpioChip.Request(System, handle, GpioIoctl.SetValues, ref off);
    }
}
