using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Devices.Tests.Gpio;

public sealed class FakePinTests
{
    [Fact]
    public void Write_IsRemembered()
    {
        FakePin pin = new("lamp");
        pin.Write(true);
        pin.Write(false);
        pin.Write(true);
        Assert.Equal([true, false, true], pin.History);
        Assert.Equal((true, "lamp"), (pin.IsActive, pin.Description));
        pin.Failure = new DeviceException("lamp", "broke.");
        Assert.Throws<DeviceException>(() => pin.Write(false));
        pin.Dispose();
        Assert.True(pin.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => pin.Write(false));
    }

    [Fact]
    public void WaitForActive_PressesMeanwhile_CountAsOne()
    {
        using FakePin pin = new();
        Assert.False(pin.WaitForActive(TimeSpan.Zero, CancellationToken.None));
        pin.Press();
        pin.Press();
        Assert.True(pin.WaitForActive(TimeSpan.FromSeconds(60), CancellationToken.None));
        Assert.False(pin.WaitForActive(TimeSpan.Zero, CancellationToken.None));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(10));
        Assert.False(pin.WaitForActive(Timeout.InfiniteTimeSpan, stop.Token));
    }
}
