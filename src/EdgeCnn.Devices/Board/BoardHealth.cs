using System.Buffers.Text;

namespace EdgeCnn.Devices.Board;

/// <summary>How the board is doing: heat, clock, power, memory, disk.</summary>
/// <remarks>
/// Every reading says whether the board tells it; nothing is made up. Reading each second is cheap and allocates nothing
/// after the first time, but for <see cref="TryAskFirmware"/>, which starts a program, and <see cref="TryReadFreeDisk"/>.
/// Threading: one thread at a time. Source: Linux, Documentation/ABI/testing/sysfs-class-thermal, Documentation/admin-guide/pm/cpufreq.rst.
/// </remarks>
public sealed class BoardHealth : IDisposable
{
    private const string Cpufreq = "sys/devices/system/cpu/cpu0/cpufreq";
    private readonly SystemFile temperature;
    private readonly SystemFile clock;
    private readonly SystemFile maxClock;
    private readonly SystemFile governor;
    private readonly SystemFile? throttled;
    private readonly SystemFile? underVoltage;
    private readonly SystemFile memory;
    private readonly SystemFile uptime;
    private readonly byte[] governorBytes = new byte[32];
    private string governorName = "";

    /// <summary>Looks for the board's sensors.</summary>
    /// <param name="root">The file system's root; another one in tests.</param>
    /// <param name="temperaturePath">A file with thousandths of a degree instead of the processor's own; null for that.</param>
    public BoardHealth(string root = "/", string? temperaturePath = null)
    {
        temperature = new SystemFile(temperaturePath ?? SensorPaths.Temperature(root));
        clock = new SystemFile(Path.Combine(root, Cpufreq, "scaling_cur_freq"));
        maxClock = new SystemFile(Path.Combine(root, Cpufreq, "cpuinfo_max_freq"));
        governor = new SystemFile(Path.Combine(root, Cpufreq, "scaling_governor"));
        throttled = SensorPaths.Throttled(root) is { } flags ? new SystemFile(flags) : null;
        underVoltage = SensorPaths.UnderVoltage(root) is { } alarm ? new SystemFile(alarm) : null;
        memory = new SystemFile(Path.Combine(root, "proc/meminfo"));
        uptime = new SystemFile(Path.Combine(root, "proc/uptime"));
    }

    /// <summary>Bytes of a page of memory: 16,384 with a Raspberry Pi 5's own kernel, mostly 4,096.</summary>
    public static int PageSizeBytes => Environment.SystemPageSize;

    /// <summary>The processor's temperature.</summary>
    /// <param name="celsius">Degrees Celsius.</param>
    public bool TryReadTemperature(out double celsius)
    {
        bool read = temperature.TryReadNumber(out long milli);
        celsius = milli / 1000.0;
        return read;
    }

    /// <summary>The clock of the first core.</summary>
    public bool TryReadClock(out ClockReading reading)
    {
        bool read = clock.TryReadNumber(out long kilohertz);
        reading = read ? new ClockReading(kilohertz / 1000.0, maxClock.TryReadNumber(out long most) ? most / 1000.0 : 0) : default;
        return read;
    }

    /// <summary>What decides on the clock, for example <c>ondemand</c>.</summary>
    public bool TryReadGovernor(out string name)
    {
        name = "";
        if (!governor.TryRead(governorBytes, out int length))
            return false;
        ReadOnlySpan<byte> text = governorBytes.AsSpan(0, length).Trim("\n \0"u8);
        if (!System.Text.Ascii.Equals(text, governorName))
            governorName = System.Text.Encoding.ASCII.GetString(text);
        name = governorName;
        return name.Length > 0;
    }

    /// <summary>Whether power or heat holds the processor back, as far as files of the kernel tell: Raspberry Pi only.</summary>
    /// <remarks>Where only the supply is watched (hwmon rpi_volt), only <see cref="ThrottleFlags.UnderVoltageOccurred"/> can be set.</remarks>
    public bool TryReadThrottling(out ThrottleFlags flags)
    {
        flags = ThrottleFlags.None;
        if (throttled is not null && throttled.TryReadNumber(out long bits, 'X'))
        {
            flags = (ThrottleFlags)bits;
            return true;
        }

        if (underVoltage is null || !underVoltage.TryReadNumber(out long alarm))
            return false;
        flags = alarm != 0 ? ThrottleFlags.UnderVoltageOccurred : ThrottleFlags.None;
        return true;
    }

    /// <summary>Asks the firmware through vcgencmd: for a check that is made once, as it starts a program.</summary>
    public static bool TryAskFirmware(out ThrottleFlags flags) => Firmware.TryAsk("vcgencmd", out flags);

    /// <summary>The machine's memory.</summary>
    public bool TryReadMemory(out MemoryReading reading)
    {
        Span<byte> buffer = stackalloc byte[1024];
        bool read = memory.TryRead(buffer, out int length);
        long total = 0, available = 0;
        read = read && TryField(buffer[..length], "MemTotal:"u8, out total) && TryField(buffer[..length], "MemAvailable:"u8, out available);
        reading = read ? new MemoryReading(total * 1024, available * 1024) : default;
        return read;
    }

    /// <summary>How long the machine has been running.</summary>
    public bool TryReadUptime(out TimeSpan running)
    {
        Span<byte> buffer = stackalloc byte[64];
        double seconds = 0;
        bool read = uptime.TryRead(buffer, out int length) && Utf8Parser.TryParse(buffer[..length], out seconds, out _) && seconds is >= 0 and < 1e10;
        running = read ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        return read;
    }

    /// <summary>The space that a program without special rights may still use on a disk.</summary>
    /// <param name="path">Any folder on it.</param>
    /// <param name="bytes">The space.</param>
    public static bool TryReadFreeDisk(string path, out long bytes)
    {
        try
        {
            bytes = new DriveInfo(path).AvailableFreeSpace;
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            bytes = 0;
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SystemFile? file in (ReadOnlySpan<SystemFile?>)[temperature, clock, maxClock, governor, throttled, underVoltage, memory, uptime])
            file?.Dispose();
    }

    // A line is a name, blanks, a number of KiB.
    private static bool TryField(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        int at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..].TrimStart(" \t"u8), out value, out _);
    }
}
