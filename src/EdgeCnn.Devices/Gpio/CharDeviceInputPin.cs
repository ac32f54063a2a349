using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Gpio;

/// <summary>A line of the GPIO character device that is watched, for example a button.</summary>
public sealed class CharDeviceInputPin : CharDevicePin, IInputPin
{
    // How long a cancelled wait may go unnoticed.
    private const int SliceMs = 100;

    // As many as the kernel keeps for a line.
    private const int MaxEvents = 16;
    private readonly GpioLineEvent[] events = new GpioLineEvent[MaxEvents];

    /// <summary>Takes a line.</summary>
    /// <param name="line">Its name, for example <c>GPIO17</c>, or its chip's label and its number there, <c>pinctrl-bcm2711:17</c>.</param>
    /// <param name="options">How it is wired.</param>
    /// <exception cref="DeviceException">It is missing, in use or forbidden.</exception>
    /// <exception cref="EdgeCnn.Graph.EdgeCnnException">The name is none.</exception>
    public CharDeviceInputPin(string line, PinOptions? options = null)
        : this(Libc.Instance, Devices(), line, options ?? new PinOptions())
    {
    }

    /// <summary>Takes a line of another kernel.</summary>
    internal CharDeviceInputPin(ISystemCalls system, IReadOnlyList<string> devices, string line, PinOptions options)
        : base(system, devices, line, options, GpioIoctl.FlagInput | GpioIoctl.FlagEdgeRising, GpioIoctl.AttributeDebounce)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Those that came since the last call count too, as one: a press while a picture was worked on is not lost.</remarks>
    /// <exception cref="DeviceException">The chip failed or is gone.</exception>
    public bool WaitForActive(TimeSpan timeout, CancellationToken cancellation)
    {
        long start = Environment.TickCount64;
        bool forever = timeout < TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            double left = forever ? SliceMs : timeout.TotalMilliseconds - (Environment.TickCount64 - start);
            var entry = new PollEntry(Handle);
            int result = System.Poll(new Span<PollEntry>(ref entry), (int)Math.Clamp(left, 0, SliceMs));
            if (result < 0 && result is not (-Errno.Interrupted or -Errno.Again))
                throw Failure("waiting", -result);
            if (result > 0 && (entry.Returned & PollEntry.In) == 0)
                throw Failure("waiting (the chip is gone)", Errno.NoDevice);
            if (result > 0 && ReadEvents())
                return true;
            if (left <= 0)
                return false;
        }

        return false;
    }

    // All that are there, as poll said that there is one; a read takes as many as fit.
    private bool ReadEvents()
    {
        int read = System.Read(Handle, MemoryMarshal.AsBytes(events.AsSpan()));
        if (read < 0 && read is not (-Errno.Interrupted or -Errno.Again))
            throw Failure("reading", -read);
        int count = Math.Max(read, 0) / Unsafe.SizeOf<GpioLineEvent>();
        for (int i = 0; i < count; i++)
        {
            if (events[i].Id == GpioIoctl.EventRisingEdge)
                return true;
        }

        return false;
    }
}
