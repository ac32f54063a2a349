using System.Globalization;
using EdgeCnn.Devices.Interop;
using EdgeCnn.Graph;

namespace EdgeCnn.Devices.Gpio;

/// <summary>Finds a line by its name, or by its chip's label and its place there.</summary>
/// <remarks>Never by the chip's number: that one changes with the kernel, and between boards of one family.</remarks>
internal static class GpioLine
{
    private const string Advice = "Give a line's name such as GPIO17, or LABEL:OFFSET such as pinctrl-bcm2711:17; `gpioinfo` lists them.";

    /// <summary>Opens the chip of a line.</summary>
    /// <param name="system">The kernel.</param>
    /// <param name="devices">The chips' devices.</param>
    /// <param name="line">The line's name, or LABEL:OFFSET.</param>
    /// <param name="offset">The line's place on the chip.</param>
    /// <exception cref="DeviceException">There is no such line, there are several, or chips cannot be opened.</exception>
    /// <exception cref="EdgeCnnException">The text names no line (<see cref="ExitCode.Usage"/>).</exception>
    public static GpioChip Find(ISystemCalls system, IReadOnlyList<string> devices, string line, out uint offset)
    {
        List<GpioChip> chips = Open(system, devices, line);
        List<(GpioChip Chip, uint Offset)> found = [];
        try
        {
            found = Matches(chips, line);
            if (found.Count == 1)
            {
                offset = found[0].Offset;
                return found[0].Chip;
            }
        }
        finally
        {
            foreach (GpioChip chip in chips.Where(chip => found.Count != 1 || chip != found[0].Chip))
                chip.Dispose();
        }

        throw new DeviceException($"GPIO line '{line}'", found.Count == 0
            ? $"is not there. Chips: {string.Join(", ", chips.Select(chip => $"{chip.Label} ({chip.Lines} lines)"))}. {Advice}"
            : $"is there {found.Count} times. Take one of {string.Join(", ", found.Take(8).Select(match => $"{match.Chip.Label}:{match.Offset}"))}.");
    }

    private static List<GpioChip> Open(ISystemCalls system, IReadOnlyList<string> devices, string line)
    {
        List<GpioChip> chips = [];
        int errno = 0;
        foreach (string device in devices)
        {
            GpioChip? chip = GpioChip.TryOpen(system, device, out int failed);
            errno = failed != 0 ? failed : errno;

            // One chip may have two devices, the second one for programs that still go by numbers.
            if (chip is not null && chips.Exists(other => other.Name == chip.Name))
                chip.Dispose();
            else if (chip is not null)
                chips.Add(chip);
        }

        if (chips.Count > 0)
            return chips;
        throw new DeviceException($"GPIO line '{line}'", devices.Count == 0
            ? "there are no /dev/gpiochip devices. The kernel needs a GPIO driver and CONFIG_GPIO_CDEV."
            : $"{string.Join(", ", devices)} cannot be used: {Errno.Text(errno)}.{(errno is Errno.Access or Errno.NotPermitted ? " Add the user to the group gpio: sudo usermod -aG gpio $USER, then log in again." : "")}", errno);
    }

    private static List<(GpioChip Chip, uint Offset)> Matches(List<GpioChip> chips, string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            throw new EdgeCnnException($"GPIO line '{line}': the name is empty. {Advice}", ExitCode.Usage);
        List<(GpioChip Chip, uint Offset)> found = ByName(chips, line);
        int colon = line.LastIndexOf(':');
        if (found.Count > 0 || colon < 0)
            return found;
        if (!uint.TryParse(line.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out uint offset))
            throw new EdgeCnnException($"GPIO line '{line}': '{line[(colon + 1)..]}' is no line's number. {Advice}", ExitCode.Usage);
        return [.. chips.Where(chip => chip.Label == line[..colon] && offset < chip.Lines).Select(chip => (chip, offset))];
    }

    private static List<(GpioChip Chip, uint Offset)> ByName(List<GpioChip> chips, string name)
    {
        List<(GpioChip Chip, uint Offset)> found = [];
        foreach (GpioChip chip in chips)
        {
            for (uint i = 0; i < chip.Lines; i++)
            {
                if (chip.TryReadLine(i, out GpioLineInfo info) && info.Name.ToString() == name)
                    found.Add((chip, i));
            }
        }

        return found;
    }
}
