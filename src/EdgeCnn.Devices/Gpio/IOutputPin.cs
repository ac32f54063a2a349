namespace EdgeCnn.Devices.Gpio;

/// <summary>A line that can be switched on and off.</summary>
/// <remarks>Active means on: whether that is a high or a low level is the line's own business (active-low).</remarks>
public interface IOutputPin : IDisposable
{
    /// <summary>What it is, for people; for example <c>GPIO17 (line 17 of pinctrl-bcm2711)</c>.</summary>
    string Description { get; }

    /// <summary>Switches the line.</summary>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">The device failed.</exception>
    void Write(bool active);
}
