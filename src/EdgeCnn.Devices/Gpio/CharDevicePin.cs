using EdgeCnn.Devices.Interop;
using EdgeCnn.Graph;

namespace EdgeCnn.Devices.Gpio;

/// <summary>A line of the GPIO character device (uAPI v2), held until it is disposed; then the kernel frees it.</summary>
/// <remarks>Threading: one thread at a time; nothing may be under way when it is disposed.</remarks>
public abstract class CharDevicePin : IDisposable
{
    private const string Folder = "/dev";
    private int handle = -1;

    private protected CharDevicePin(ISystemCalls system, IReadOnlyList<string> devices, string line, PinOptions options, ulong flags, uint attribute)
    {
        System = system;
        using GpioChip chip = GpioLine.Find(system, devices, line, out uint offset);
        chip.TryReadLine(offset, out GpioLineInfo info);
        string name = info.Name.ToString();
        Description = $"{(name.Length > 0 ? name : line)} (line {offset} of {chip.Label}{(options.IsActiveLow ? ", active low" : "")})";
        handle = Take(chip, offset, options, flags, attribute);
    }

    /// <summary>What it is, for people.</summary>
    public string Description { get; }

    private protected ISystemCalls System { get; }

    private protected int Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle < 0, this);
            return handle;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle >= 0)
        {
            Release(handle);
            System.Close(handle);
        }

        handle = -1;
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings the line into the state in which it is left; never throws.</summary>
    private protected virtual void Release(int handle)
    {
    }

    /// <summary>The chips of this machine.</summary>
    private protected static IReadOnlyList<string> Devices()
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Folder, "gpiochip*").Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private protected DeviceException Failure(string what, int errno) => new($"GPIO {Description}", $"{what} failed: {Errno.Text(errno)}.", errno);

    private int Take(GpioChip chip, uint offset, PinOptions options, ulong flags, uint attribute)
    {
        var request = new GpioLineRequest
        {
            Offset = offset,
            Consumer = KernelText.From(options.Consumer),
            Flags = flags | (options.IsActiveLow ? GpioIoctl.FlagActiveLow : 0) | Bias(options.Bias),
            LineCount = 1,
        };

        // An output starts inactive, which is the attribute's value 0 also where the line is active-low.
        if (attribute == GpioIoctl.AttributeOutputValues)
            request.Attribute = new GpioLineAttribute { Id = attribute, Values = 0, Mask = 1 };
        else if (options.Debounce > TimeSpan.Zero)
            request.Attribute = new GpioLineAttribute { Id = attribute, DebounceMicroseconds = (uint)Math.Min(options.Debounce.TotalMicroseconds, int.MaxValue), Mask = 1 };
        request.AttributeCount = request.Attribute.Mask != 0 ? 1u : 0;
        int errno = -chip.Request(GpioIoctl.GetLine, ref request);
        return errno == 0 ? request.Handle : throw Refused(chip, offset, errno);
    }

    private DeviceException Refused(GpioChip chip, uint offset, int errno)
    {
        string advice = errno switch
        {
            Errno.Busy when chip.TryReadLine(offset, out GpioLineInfo info) && info.Consumer.ToString() is { Length: > 0 } consumer => $" It is in use by '{consumer}': stop that, or take another line.",
            Errno.Busy => " It is in use, perhaps by a driver of the kernel: take another line.",
            Errno.NotTerminal or Errno.Invalid => " The kernel has to be Linux 5.10 or newer, and the chip has to support what is asked of the line (edges, bias).",
            _ => "",
        };
        return new DeviceException($"GPIO {Description}", $"cannot be taken: {Errno.Text(errno)}.{advice}", errno);
    }

    private static ulong Bias(PinBias bias) => bias switch
    {
        PinBias.AsIs => 0,
        PinBias.None => GpioIoctl.FlagBiasDisabled,
        PinBias.PullUp => GpioIoctl.FlagBiasPullUp,
        PinBias.PullDown => GpioIoctl.FlagBiasPullDown,
        _ => throw new EdgeCnnException($"GPIO bias {bias} is unknown.", ExitCode.Usage),
    };
}
