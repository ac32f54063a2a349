using System.Runtime.InteropServices;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Tests.Gpio;

/// <summary>A kernel with GPIO chips, that remembers what is asked of their lines.</summary>
internal sealed class FakeGpioKernel : ISystemCalls
{
    private const int FirstLine = 100;
    private readonly List<int> open = [];
    private readonly Queue<GpioLineEvent> events = new();

    /// <summary>The chips by device: kernel's name, label, lines' names.</summary>
    public Dictionary<string, (string Name, string Label, string[] Lines)> Chips { get; } = new()
    {
        ["/dev/gpiochip0"] = ("gpiochip0", "pinctrl-bcm2711", ["ID_SDA", "-", "GPIO2", "GPIO3"]),
        ["/dev/gpiochip1"] = ("gpiochip1", "raspberrypi-exp-gpio", ["BT_ON", "-"]),
        ["/dev/gpiochip4"] = ("gpiochip0", "pinctrl-bcm2711", ["ID_SDA", "-", "GPIO2", "GPIO3"]),
    };

    public IReadOnlyList<string> Devices => [.. Chips.Keys.Order(StringComparer.Ordinal)];

    public int OpenErrno { get; set; }

    public int TakeErrno { get; set; }

    public string Consumer { get; set; } = "";

    public int Interrupts { get; set; }

    public bool Gone { get; set; }

    public GpioLineRequest Asked { get; private set; }

    public List<ulong> Written { get; } = new(16);

    public int OpenHandles => open.Count;

    public void Edge(uint id) => events.Enqueue(new GpioLineEvent { Id = id });

    public int Open(string path)
    {
        if (OpenErrno != 0)
            return -OpenErrno;
        int handle = Devices.ToList().IndexOf(path);
        if (handle < 0)
            return -Errno.NoEntry;
        Assert.DoesNotContain(handle, open);
        open.Add(handle);
        return handle;
    }

    public int Close(int handle)
    {
        Assert.Contains(handle, open);
        open.Remove(handle);
        return 0;
    }

    public int Ioctl(int handle, uint request, Span<byte> argument)
    {
        if (!open.Contains(handle) || argument.Length != ((int)(request >> 16) & 0x3fff))
            Assert.Fail($"request 0x{request:x8} of handle {handle}");
        if (Interrupts > 0 && Interrupts-- % 2 == 0)
            return -Errno.Interrupted;
        if (handle >= FirstLine)
            return Set(request, MemoryMarshal.AsRef<GpioLineValues>(argument));
        var chip = Chips[Devices[handle]];
        if (request == GpioIoctl.GetChipInfo)
        {
            ref GpioChipInfo info = ref MemoryMarshal.AsRef<GpioChipInfo>(argument);
            (info.Name, info.Label, info.Lines) = (KernelText.From(chip.Name), KernelText.From(chip.Label), (uint)chip.Lines.Length);
            return 0;
        }

        if (request == GpioIoctl.GetLineInfo)
        {
            ref GpioLineInfo info = ref MemoryMarshal.AsRef<GpioLineInfo>(argument);
            (info.Name, info.Consumer) = (KernelText.From(chip.Lines[info.Offset]), KernelText.From(Consumer));
            return 0;
        }

        Assert.Equal(GpioIoctl.GetLine, request);
        if (TakeErrno != 0)
            return -TakeErrno;
        ref GpioLineRequest line = ref MemoryMarshal.AsRef<GpioLineRequest>(argument);
        Asked = line;
        line.Handle = FirstLine + handle;
        open.Add(line.Handle);
        return 0;
    }

    public int Poll(Span<PollEntry> entries, int milliseconds)
    {
        if (Interrupts > 0 && Interrupts-- % 2 == 0)
            return -Errno.Interrupted;
        if (Gone)
            entries[0].Returned = PollEntry.HangUp;
        else if (events.Count > 0)
            entries[0].Returned = PollEntry.In;
        else
            Thread.Sleep(Math.Min(milliseconds, 1));
        return entries[0].Returned != 0 ? 1 : 0;
    }

    public int Read(int handle, Span<byte> buffer)
    {
        Assert.Contains(handle, open);
        Span<GpioLineEvent> room = MemoryMarshal.Cast<byte, GpioLineEvent>(buffer);
        int count = 0;
        while (count < room.Length && events.TryDequeue(out GpioLineEvent edge))
            room[count++] = edge;
        return count * 48;
    }

    public int Map(int handle, long offset, int length, out nint address) => throw new InvalidOperationException("lines have no buffers");

    public int Unmap(nint address, int length) => throw new InvalidOperationException("lines have no buffers");

    private int Set(uint request, in GpioLineValues values)
    {
        if (request != GpioIoctl.SetValues || values.Mask != 1)
            Assert.Fail($"request 0x{request:x8}, mask {values.Mask}");
        if (Gone)
            return -Errno.NoDevice;
        if (Written.Count < Written.Capacity)
            Written.Add(values.Bits);
        return 0;
    }
}
