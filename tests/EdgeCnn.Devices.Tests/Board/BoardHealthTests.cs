using EdgeCnn.Devices.Board;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Board;

public sealed class BoardHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryReadTemperature_TakesTheProcessorsZone()
    {
        Zone(0, "gpu-thermal", "61000");
        Zone(10, "x86_pkg_temp", "50000");
        Zone(2, "cpu-thermal", "48312");
        using BoardHealth health = Health();
        Assert.True(health.TryReadTemperature(out double celsius));
        Assert.Equal(48.312, celsius);
        Zone(2, "cpu-thermal", "-1500");
        Assert.True(health.TryReadTemperature(out celsius));
        Assert.Equal(-1.5, celsius);
        Zone(2, "cpu-thermal", "hot");
        Assert.False(health.TryReadTemperature(out _));
        Zone(2, "cpu-thermal", "");
        Assert.False(health.TryReadTemperature(out _));
    }

    [Fact]
    public void TryReadTemperature_NoZoneOfTheProcessor_TakesTheFirst()
    {
        Zone(10, "b", "2000");
        Zone(2, "a", "1000");
        using BoardHealth health = Health();
        Assert.True(health.TryReadTemperature(out double celsius));
        Assert.Equal(1, celsius);
        _folder.Text("other/temp", "90500\n");
        using BoardHealth other = new(_folder.Path, Path.Combine(_folder.Path, "other/temp"));
        Assert.True(other.TryReadTemperature(out celsius));
        Assert.Equal(90.5, celsius);
    }

    [Fact]
    public void TryReadClock_GivesMegahertzAndGovernor()
    {
        _folder.Text("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "600000\n");
        using BoardHealth health = Health();
        Assert.True(health.TryReadClock(out ClockReading clock));
        Assert.Equal(new ClockReading(600, 0), clock);
        Assert.False(health.TryReadGovernor(out _));
        _folder.Text("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "1800000\n");
        _folder.Text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");
        using BoardHealth again = Health();
        Assert.True(again.TryReadClock(out clock) && again.TryReadGovernor(out string governor) && governor == "ondemand");
        Assert.Equal(new ClockReading(600, 1800), clock);
        _folder.Text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        Assert.True(again.TryReadGovernor(out governor));
        Assert.Equal("performance", governor);
    }

    [Theory]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled")]
    [InlineData("sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled")]
    public void TryReadThrottling_Firmware_GivesItsBits(string path)
    {
        _folder.Text(path, "50005\n");
        using BoardHealth health = Health();
        Assert.True(health.TryReadThrottling(out ThrottleFlags flags));
        Assert.Equal(ThrottleFlags.UnderVoltage | ThrottleFlags.Throttled | ThrottleFlags.UnderVoltageOccurred | ThrottleFlags.ThrottledOccurred, flags);
        _folder.Text(path, "0\n");
        Assert.True(health.TryReadThrottling(out flags));
        Assert.Equal(ThrottleFlags.None, flags);
    }

    [Fact]
    public void TryReadThrottling_OnlyTheSuppliesAlarm_GivesUnderVoltage()
    {
        _folder.Text("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        _folder.Text("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        _folder.Text("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        using BoardHealth health = Health();
        Assert.True(health.TryReadThrottling(out ThrottleFlags flags));
        Assert.Equal(ThrottleFlags.UnderVoltageOccurred, flags);
    }

    [Fact]
    public void TryReadMemoryAndUptime_GiveBytesAndTime()
    {
        _folder.Text("proc/meminfo", "MemTotal:        3884372 kB\nMemFree:          100000 kB\nMemAvailable:    2500000 kB\n");
        _folder.Text("proc/uptime", "93784.25 370000.00\n");
        using BoardHealth health = Health();
        Assert.True(health.TryReadMemory(out MemoryReading memory) && health.TryReadUptime(out TimeSpan running) && running == TimeSpan.FromSeconds(93784.25));
        Assert.Equal(new MemoryReading(3884372L * 1024, 2500000L * 1024), memory);
        _folder.Text("proc/meminfo", "MemTotal:        3884372 kB\n");
        Assert.False(health.TryReadMemory(out _));
    }

    [Fact]
    public void TryRead_NothingThere_SaysSo()
    {
        using BoardHealth health = Health();
        Assert.False(health.TryReadTemperature(out _) || health.TryReadClock(out _) || health.TryReadGovernor(out _) || health.TryReadThrottling(out _) || health.TryReadMemory(out _) || health.TryReadUptime(out _));
        Assert.False(BoardHealth.TryReadFreeDisk(Path.Combine(_folder.Path, "no\0path"), out _));
    }

    [Fact]
    public void TryRead_ThisMachine_GivesSensibleFigures()
    {
        using BoardHealth health = new();
        Assert.True(health.TryReadMemory(out MemoryReading memory) && health.TryReadUptime(out TimeSpan running) && running > TimeSpan.Zero);
        Assert.InRange(memory.AvailableBytes, 1, memory.TotalBytes);
        Assert.True(BoardHealth.TryReadFreeDisk(_folder.Path, out long free) && free > 0);
        Assert.True(BoardHealth.PageSizeBytes is 4096 or 16384 or 65536);
    }

    [Fact]
    public void TryRead_EachSecond_AllocatesNothing()
    {
        Zone(0, "cpu-thermal", "48312");
        _folder.Text("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "600000\n");
        _folder.Text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");
        _folder.Text("sys/devices/platform/soc/soc:firmware/get_throttled", "0\n");
        _folder.Text("proc/meminfo", "MemTotal: 3884372 kB\nMemAvailable: 2500000 kB\n");
        using BoardHealth health = Health();
        All();
        bool good = true;
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                good &= All();
        }));
        Assert.True(good);

        // The uptime is not there, and is not looked for again either.
        bool All() => health.TryReadTemperature(out _) & health.TryReadClock(out _) & health.TryReadGovernor(out _) & health.TryReadThrottling(out _) & health.TryReadMemory(out _) & !health.TryReadUptime(out _);
    }

    [Theory]
    [InlineData("throttled=0x0\n", true, ThrottleFlags.None)]
    [InlineData("throttled=0x20002\n", true, ThrottleFlags.FrequencyCapped | ThrottleFlags.FrequencyCappedOccurred)]
    [InlineData("VCHI initialization failed\n", false, ThrottleFlags.None)]
    [InlineData("throttled=0x", false, ThrottleFlags.None)]
    public void Firmware_Answer_IsParsed(string answer, bool good, ThrottleFlags expected)
    {
        Assert.Equal(good, Firmware.TryParse(answer, out ThrottleFlags flags));
        Assert.Equal(expected, flags);
        Assert.False(Firmware.TryAsk("no-such-program", out _));
    }

    private BoardHealth Health() => new(_folder.Path);

    private void Zone(int number, string type, string temperature)
    {
        _folder.Text($"sys/class/thermal/thermal_zone{number}/type", $"{type}\n");
        _folder.Text($"sys/class/thermal/thermal_zone{number}/temp", $"{temperature}\n");
    }
}
