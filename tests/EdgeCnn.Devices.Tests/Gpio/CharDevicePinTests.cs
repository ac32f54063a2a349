using EdgeCnn.Devices.Gpio;
using EdgeCnn.Devices.Interop;
using EdgeCnn.Graph;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Gpio;

public sealed class CharDevicePinTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private readonly FakeGpioKernel _kernel = new();

    [Theory]
    [InlineData("GPIO2", 2, "GPIO2 (line 2 of pinctrl-bcm2711)")]
    [InlineData("pinctrl-bcm2711:3", 3, "GPIO3 (line 3 of pinctrl-bcm2711)")]
    [InlineData("raspberrypi-exp-gpio:1", 1, "- (line 1 of raspberrypi-exp-gpio)")]
    [InlineData("BT_ON", 0, "BT_ON (line 0 of raspberrypi-exp-gpio)")]
    public void Output_ByNameOrLabel_IsTakenOffAndSwitched(string line, uint offset, string description)
    {
        using (CharDeviceOutputPin pin = Output(line))
        {
            Assert.Equal(description, pin.Description);
            Assert.Equal((offset, 1u, GpioIoctl.FlagOutput, "edgecnn"), (_kernel.Asked.Offset, _kernel.Asked.LineCount, _kernel.Asked.Flags, _kernel.Asked.Consumer.ToString()));
            Assert.Equal((1u, GpioIoctl.AttributeOutputValues, 0ul, 1ul), (_kernel.Asked.AttributeCount, _kernel.Asked.Attribute.Id, _kernel.Asked.Attribute.Values, _kernel.Asked.Attribute.Mask));
            pin.Write(true);
            pin.Write(false);
            pin.Write(true);
            Assert.Equal(1, _kernel.OpenHandles);
        }

        Assert.Equal([1, 0, 1, 0], _kernel.Written);
        Assert.Equal(0, _kernel.OpenHandles);
    }

    [Theory]
    [InlineData(PinBias.AsIs, false, 0ul)]
    [InlineData(PinBias.PullUp, true, GpioIoctl.FlagBiasPullUp | GpioIoctl.FlagActiveLow)]
    [InlineData(PinBias.PullDown, false, GpioIoctl.FlagBiasPullDown)]
    [InlineData(PinBias.None, true, GpioIoctl.FlagBiasDisabled | GpioIoctl.FlagActiveLow)]
    public void Input_Wiring_IsAskedOfTheKernel(PinBias bias, bool low, ulong flags)
    {
        using CharDeviceInputPin pin = new(_kernel, _kernel.Devices, "GPIO3", new PinOptions { Bias = bias, IsActiveLow = low, Debounce = TimeSpan.FromMilliseconds(5) });
        Assert.Equal(flags | GpioIoctl.FlagInput | GpioIoctl.FlagEdgeRising, _kernel.Asked.Flags);
        Assert.Equal((1u, GpioIoctl.AttributeDebounce, 5000u, 1ul), (_kernel.Asked.AttributeCount, _kernel.Asked.Attribute.Id, _kernel.Asked.Attribute.DebounceMicroseconds, _kernel.Asked.Attribute.Mask));
        Assert.Equal(low, pin.Description.Contains("active low", StringComparison.Ordinal));
    }

    [Fact]
    public void WaitForActive_PressesMeanwhile_CountAsOne()
    {
        using CharDeviceInputPin pin = Input();
        Assert.False(pin.WaitForActive(Soon, CancellationToken.None));
        for (int i = 0; i < 5; i++)
            _kernel.Edge(GpioIoctl.EventRisingEdge);
        Assert.True(pin.WaitForActive(Soon, CancellationToken.None));
        Assert.False(pin.WaitForActive(Soon, CancellationToken.None));
        _kernel.Edge(2);
        Assert.False(pin.WaitForActive(Soon, CancellationToken.None));
        _kernel.Edge(GpioIoctl.EventRisingEdge);
        Assert.True(pin.WaitForActive(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void WaitForActive_Cancelled_Ends()
    {
        using CharDeviceInputPin pin = Input();
        using CancellationTokenSource stop = new(Soon);
        Assert.False(pin.WaitForActive(Timeout.InfiniteTimeSpan, stop.Token));
        _kernel.Gone = true;
        Assert.Equal(ExitCode.Device, Assert.Throws<DeviceException>(() => pin.WaitForActive(Soon, CancellationToken.None)).ExitCode);
    }

    [Fact]
    public void EveryCall_InterruptedBySignals_IsRepeated()
    {
        _kernel.Interrupts = 40;
        using CharDeviceInputPin pin = Input();
        _kernel.Edge(GpioIoctl.EventRisingEdge);
        Assert.True(pin.WaitForActive(TimeSpan.FromSeconds(60), CancellationToken.None));
    }

    [Fact]
    public void WriteAndWait_Often_AllocateNothing()
    {
        using CharDeviceOutputPin output = Output("GPIO2");
        using CharDeviceInputPin input = Input();
        output.Write(true);
        input.WaitForActive(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
                output.Write(i % 2 == 0);
        }));
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 20; i++)
                input.WaitForActive(TimeSpan.Zero, CancellationToken.None);
        }));
    }

    [Fact]
    public void Line_InUse_NamesTheUser()
    {
        (_kernel.TakeErrno, _kernel.Consumer) = (Errno.Busy, "spi0 CS0");
        DeviceException error = Assert.Throws<DeviceException>(() => Output("GPIO2"));
        Assert.Contains("It is in use by 'spi0 CS0'", error.Message, StringComparison.Ordinal);
        Assert.Equal((Errno.Busy, 0), (error.Errno, _kernel.OpenHandles));
    }

    [Theory]
    [InlineData("GPIO17", "is not there. Chips: pinctrl-bcm2711 (4 lines), raspberrypi-exp-gpio (2 lines)")]
    [InlineData("pinctrl-rp1:17", "is not there")]
    [InlineData("pinctrl-bcm2711:4", "is not there")]
    [InlineData("gpiochip0:2", "is not there")]
    [InlineData("-", "is there 2 times. Take one of pinctrl-bcm2711:1, raspberrypi-exp-gpio:1")]
    public void Line_MissingOrAmbiguous_ListsTheChoices(string line, string message)
    {
        DeviceException error = Assert.Throws<DeviceException>(() => Output(line));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.OpenHandles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pinctrl-bcm2711:x")]
    [InlineData("pinctrl-bcm2711:-1")]
    public void Line_NoName_IsAnErrorOfUsage(string line)
    {
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => Output(line)).ExitCode);
        Assert.Equal(0, _kernel.OpenHandles);
    }

    [Fact]
    public void Chips_ForbiddenOrMissing_SaysWhatToDo()
    {
        _kernel.OpenErrno = Errno.Access;
        Assert.Contains("sudo usermod -aG gpio $USER", Assert.Throws<DeviceException>(() => Output("GPIO2")).Message, StringComparison.Ordinal);
        Assert.Contains("there are no /dev/gpiochip devices", Assert.Throws<DeviceException>(() => new CharDeviceOutputPin(_kernel, [], "GPIO2", new PinOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ChipIsGone_IsAnErrorOfTheDevice()
    {
        using CharDeviceOutputPin pin = Output("GPIO2");
        _kernel.Gone = true;
        Assert.Equal(Errno.NoDevice, Assert.Throws<DeviceException>(() => pin.Write(true)).Errno);
        _kernel.Gone = false;
        pin.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pin.Write(true));
    }

    private CharDeviceOutputPin Output(string line) => new(_kernel, _kernel.Devices, line, new PinOptions());

    private CharDeviceInputPin Input() => new(_kernel, _kernel.Devices, "GPIO3", new PinOptions());
}
