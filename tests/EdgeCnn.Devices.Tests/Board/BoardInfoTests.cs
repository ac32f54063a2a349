using EdgeCnn.Devices.Board;

namespace EdgeCnn.Devices.Tests.Board;

public sealed class BoardInfoTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Model_DeviceTree_WinsOverProcessor()
    {
        _root.Text("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        _root.Text("proc/cpuinfo", "model name\t: Some Processor\n");
        Assert.Equal("Raspberry Pi 4 Model B Rev 1.4", new BoardInfo(_root.Path).Model());
    }

    [Theory]
    [InlineData("processor\t: 0\nmodel name\t: Fast CPU @ 3:2 GHz\nmodel name\t: Other\n", "Fast CPU @ 3:2 GHz")]
    [InlineData("processor\t: 0\nBogoMIPS\t: 108.00\n", "unknown")]
    [InlineData("model name\t:\n", "unknown")]
    [InlineData("", "unknown")]
    public void Model_NoDeviceTree_IsTheProcessorsName(string cpuinfo, string expected)
    {
        _root.Text("proc/cpuinfo", cpuinfo);
        Assert.Equal(expected, new BoardInfo(_root.Path).Model());
        _root.Text("proc/device-tree/model", "\0");
        Assert.Equal(expected, new BoardInfo(_root.Path).Model());
    }

    [Fact]
    public void Model_NothingThere_IsUnknown() => Assert.Equal("unknown", new BoardInfo(_root.Path).Model());

    [Theory]
    [InlineData("48312\n", 48.312)]
    [InlineData("-1500\n", -1.5)]
    [InlineData("0", 0)]
    public void TryReadTemperature_Milli_GivesDegrees(string text, double expected)
    {
        _root.Text("sys/class/thermal/thermal_zone0/temp", text);
        Assert.True(new BoardInfo(_root.Path).TryReadTemperature(out double celsius));
        Assert.Equal(expected, celsius);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hot\n")]
    [InlineData("48.3\n")]
    [InlineData("99999999999\n")]
    public void TryReadTemperature_NoNumber_IsFalse(string text)
    {
        _root.Text("sys/class/thermal/thermal_zone0/temp", text);
        Assert.False(new BoardInfo(_root.Path).TryReadTemperature(out _));
    }

    [Fact]
    public void TryReadTemperature_NoFileOrAFolder_IsFalse()
    {
        Assert.False(new BoardInfo(_root.Path).TryReadTemperature(out _));
        Directory.CreateDirectory(Path.Combine(_root.Path, "sys/class/thermal/thermal_zone0/temp"));
        Assert.False(new BoardInfo(_root.Path).TryReadTemperature(out _));
    }

    [Fact]
    public void Model_ThisMachine_IsSomething() => Assert.NotEqual("", new BoardInfo().Model());

    [Fact]
    public void DistributionAndKernel_AreTheSystemsWords()
    {
        Assert.Equal(("unknown", "unknown"), (new BoardInfo(_root.Path).Distribution(), new BoardInfo(_root.Path).Kernel()));
        _root.Text("etc/os-release", "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        _root.Text("proc/sys/kernel/osrelease", "6.6.51+rpt-rpi-2712\n");
        Assert.Equal(("Debian GNU/Linux 12 (bookworm)", "6.6.51+rpt-rpi-2712"), (new BoardInfo(_root.Path).Distribution(), new BoardInfo(_root.Path).Kernel()));
    }
}
