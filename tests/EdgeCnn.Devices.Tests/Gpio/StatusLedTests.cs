using EdgeCnn.Devices.Gpio;
using EdgeCnn.Graph;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Gpio;

public sealed class StatusLedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StatusLedTests()
    {
        _folder.Text("sys/class/leds/ACT/trigger", "none rc-feedback [mmc0] timer\n");
        _folder.Text("sys/class/leds/ACT/brightness", "7\n");
        _folder.Text("sys/class/leds/ACT/max_brightness", "255\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_SwitchesAndDisposeRestores()
    {
        using (StatusLed led = new("ACT", _folder.Path))
        {
            Assert.Equal(("LED ACT", "none", "0"), (led.Description, Text("trigger"), Text("brightness")));
            led.Write(true);
            Assert.Equal("255", Text("brightness"));
            led.Write(false);
            Assert.Equal("0", Text("brightness"));
        }

        Assert.Equal(("mmc0", "7"), (Text("trigger"), Text("brightness")));
    }

    [Fact]
    public void Write_Often_AllocatesNothing()
    {
        using StatusLed led = new("ACT", _folder.Path);
        led.Write(true);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                led.Write(i % 2 == 0);
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../ACT")]
    [InlineData("..")]
    public void Name_OutsideTheFolder_IsAnErrorOfUsage(string name) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => new StatusLed(name, _folder.Path)).ExitCode);

    [Fact]
    public void Name_Unknown_ListsTheOthers()
    {
        DeviceException error = Assert.Throws<DeviceException>(() => new StatusLed("PWR", _folder.Path));
        Assert.Equal("LED PWR: is not there. There are ACT.", error.Message);
        File.Delete(Path.Combine(_folder.Path, "sys/class/leds/ACT/brightness"));
        Assert.Contains("cannot be taken", Assert.Throws<DeviceException>(() => new StatusLed("ACT", _folder.Path)).Message, StringComparison.Ordinal);
    }

    // A file of sysfs is written anew each time; one on a disk keeps what a shorter text leaves over, on a second line.
    private string Text(string file) => File.ReadAllLines(Path.Combine(_folder.Path, "sys/class/leds/ACT", file))[0];
}
