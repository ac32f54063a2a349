using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class SysfsSensorsTests : IDisposable
{
    public const string ThrottledPath = "sys/devices/platform/soc/soc:firmware/get_throttled";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_Board_HasHeatFastestClockAndSupply()
    {
        folder.Put("sys/class/thermal/thermal_zone0/temp", "61234\n"u8);
        folder.Put("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "600000\n"u8);
        folder.Put("sys/devices/system/cpu/cpu3/cpufreq/scaling_cur_freq", "1500000\n"u8);
        folder.Put("sys/devices/system/cpu/cpufreq/scaling_cur_freq", "9900000\n"u8);
        folder.Put(ThrottledPath, "50000\n"u8);
        Assert.Equal(new BoardReading(61.234, 1500, new Throttling(0x50000)), new SysfsSensors(folder.Root).Read());
    }

    [Fact]
    public void Read_FirmwareElsewhereInTheTree_IsFound()
    {
        folder.Put("sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled", "0x50005\n"u8);
        Assert.Equal(new Throttling(0x50005), new SysfsSensors(folder.Root).Read().Throttling);
    }

    [Theory]
    [InlineData("")]
    [InlineData("throttled=0x0")]
    [InlineData("123456789123456789")]
    public void Read_NoWordOfTheFirmware_IsLeftOut(string text)
    {
        folder.Put(ThrottledPath, System.Text.Encoding.ASCII.GetBytes(text));
        Assert.Null(new SysfsSensors(folder.Root).Read().Throttling);
    }

    [Fact]
    public void Read_BoardThatTellsNothing_IsEmpty() => Assert.Equal(new BoardReading(null, null, null), new SysfsSensors(folder.Root).Read());

    [Fact]
    public void Read_Nonsense_IsLeftOut()
    {
        folder.Put("sys/class/thermal/thermal_zone0/temp", "hot\n"u8);
        folder.Put("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "<unknown>\n"u8);
        folder.Put(ThrottledPath, "x"u8);
        Assert.Equal(new BoardReading(null, null, null), new SysfsSensors(folder.Root).Read());
    }
}
