using System.Runtime.InteropServices;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Gpio;

/// <summary>An open GPIO chip.</summary>
internal sealed class GpioChip : IDisposable
{
    private const int MaxInterrupts = 1000;

    // More lines than any chip has; one that claims so does not keep us.
    private const uint MaxLines = 4096;
    private readonly ISystemCalls system;
    private int handle;

    private GpioChip(ISystemCalls system, string path, int handle)
    {
        this.system = system;
        Path = path;
        this.handle = handle;
    }

    /// <summary>The device.</summary>
    public string Path { get; }

    /// <summary>The kernel's name, which changes with the order in which chips are found.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The driver's name, which stays.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Lines are numbered from 0 to this.</summary>
    public uint Lines { get; private set; }

    /// <summary>Opens a chip.</summary>
    /// <param name="system">The kernel.</param>
    /// <param name="path">The device.</param>
    /// <param name="errno">Why it cannot be used, if it cannot.</param>
    /// <returns>Null if it cannot.</returns>
    public static GpioChip? TryOpen(ISystemCalls system, string path, out int errno)
    {
        int handle = system.Open(path);
        errno = Math.Max(0, -handle);
        if (handle < 0)
            return null;
        var chip = new GpioChip(system, path, handle);
        GpioChipInfo info = default;
        errno = -chip.Request(GpioIoctl.GetChipInfo, ref info);
        if (errno != 0)
        {
            chip.Dispose();
            return null;
        }

        (chip.Name, chip.Label, chip.Lines) = (info.Name.ToString(), info.Label.ToString(), Math.Min(info.Lines, MaxLines));
        return chip;
    }

    /// <summary>Asks what a line is.</summary>
    public bool TryReadLine(uint offset, out GpioLineInfo info)
    {
        info = new GpioLineInfo { Offset = offset };
        return Request(GpioIoctl.GetLineInfo, ref info) == 0;
    }

    /// <summary>Makes a request of the chip.</summary>
    /// <returns>0, or the negated errno.</returns>
    public int Request<T>(uint request, ref T argument)
        where T : unmanaged => Request(system, handle, request, ref argument);

    /// <summary>Makes a request of any handle, again if a signal interrupts it.</summary>
    /// <returns>0, or the negated errno.</returns>
    public static int Request<T>(ISystemCalls system, int handle, uint request, ref T argument)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<T>(ref argument));
        int result = -Errno.Interrupted;
        for (int i = 0; i < MaxInterrupts && result == -Errno.Interrupted; i++)
            result = system.Ioctl(handle, request, bytes);
        return Math.Min(result, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle >= 0)
            system.Close(handle);
        handle = -1;
    }
}
