using System.Diagnostics;
using EdgeCnn.Devices.Interop;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A running stream of a device: its shared buffers, filled by the driver in turn.</summary>
/// <remarks>
/// A buffer is read once, in order, into the frame (or the decoder's input) and goes back to the driver at once: on some
/// boards it is uncached memory, of which each read is slow, and a driver without free buffers drops pictures.
/// </remarks>
internal sealed class V4l2Stream : IDisposable
{
    private const int BufferCount = 4;
    private const int MaxBufferBytes = 256 << 20;

    // How long a cancelled capture may go unnoticed.
    private const int SliceMs = 100;
    private readonly V4l2Device device;
    private readonly V4l2Mode mode;
    private readonly IJpegFrameDecoder? jpeg;
    private readonly CameraCounts counts;
    private readonly List<(nint Address, int Length)> buffers = [];
    private readonly V4l2PlaneMemory? planes;
    private byte[] compressed = [];
    private long sequence = -1;
    private bool requested;

    /// <summary>Shares buffers and starts.</summary>
    /// <exception cref="DeviceException">The driver refuses.</exception>
    public V4l2Stream(V4l2Device device, V4l2Mode mode, IJpegFrameDecoder? jpeg, CameraCounts counts)
    {
        this.device = device;
        this.mode = mode;
        this.jpeg = jpeg;
        this.counts = counts;
        planes = device.IsMultiPlanar ? new V4l2PlaneMemory() : null;
        try
        {
            ShareBuffers();
            int type = (int)device.BufferType;
            device.Demand(V4l2Ioctl.StreamOn, ref type, "VIDIOC_STREAMON");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why the stream is lost; null while it runs.</summary>
    public string? Fault { get; private set; }

    /// <summary>Waits for the next picture and fills the frame with it.</summary>
    public CaptureResult Take(Frame frame, TimeSpan stall, CancellationToken cancellation)
    {
        long start = Environment.TickCount64;
        while (Fault is null)
        {
            if (cancellation.IsCancellationRequested)
                return CaptureResult.Cancelled;
            double left = stall.TotalMilliseconds - (Environment.TickCount64 - start);
            int events = device.Poll((int)Math.Clamp(left, 1, SliceMs));

            // Only a driver that was asked is late, not one whose reader was.
            if (events is 0 or -Errno.Interrupted or -Errno.Again)
            {
                if (left <= 0)
                    return Lose($"gave no picture for {stall.TotalSeconds:0.###} s");
                continue;
            }

            if (events < 0)
                return Lose($"poll: {Errno.Text(-events)}");
            V4l2Buffer buffer = NewBuffer(0);
            int result = device.Request(V4l2Ioctl.DequeueBuffer, ref buffer);
            if (result == 0)
                return Finish(ref buffer, frame);
            if (result == -Errno.InputOutput)
                return CaptureResult.Corrupt;

            // Without a buffer to take, an error or a hang-up does not pass: poll would return for ever.
            if (result != -Errno.Again || (events & PollEntry.In) == 0 || left <= 0)
                return Lose($"VIDIOC_DQBUF: {Errno.Text(-result)}");
        }

        return CaptureResult.Lost;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int type = (int)device.BufferType;
        device.Request(V4l2Ioctl.StreamOff, ref type);
        foreach ((nint address, int length) in buffers)
            device.Unmap(address, length);
        buffers.Clear();
        if (requested)
        {
            var none = new V4l2RequestBuffers { Count = 0, Type = device.BufferType, Memory = V4l2Ioctl.MemoryMmap };
            device.Request(V4l2Ioctl.RequestBuffers, ref none);
        }

        requested = false;
        planes?.Dispose();
    }

    private void ShareBuffers()
    {
        var request = new V4l2RequestBuffers { Count = BufferCount, Type = device.BufferType, Memory = V4l2Ioctl.MemoryMmap };
        device.Demand(V4l2Ioctl.RequestBuffers, ref request, "VIDIOC_REQBUFS");
        requested = true;
        if (request.Count is 0 or > 32)
            throw new DeviceException(device.Path, $"gave {request.Count} buffers; expected {BufferCount}, at least 1.");
        for (uint i = 0; i < request.Count; i++)
        {
            V4l2Buffer buffer = NewBuffer(i);
            device.Demand(V4l2Ioctl.QueryBuffer, ref buffer, "VIDIOC_QUERYBUF");
            (uint length, uint offset) = planes is null ? (buffer.Length, buffer.Offset) : (planes.Plane.Length, planes.Plane.Offset);
            if (length is 0 or > MaxBufferBytes)
                throw new DeviceException(device.Path, $"gave buffer {i} with {length} bytes; expected 1 to {MaxBufferBytes}.");
            buffers.Add((device.Map(offset, (int)length), (int)length));
            buffer = NewBuffer(i);
            device.Demand(V4l2Ioctl.QueueBuffer, ref buffer, "VIDIOC_QBUF");
        }
    }

    private CaptureResult Finish(ref V4l2Buffer buffer, Frame frame)
    {
        long arrival = Stopwatch.GetTimestamp();
        if (buffer.Index >= buffers.Count)
            return Lose($"gave buffer {buffer.Index} of {buffers.Count}");
        CountGap(buffer.Sequence);
        (long used, long start) = planes is null ? (buffer.BytesUsed, 0) : (planes.Plane.BytesUsed, planes.Plane.DataOffset);
        (nint address, int length) = buffers[(int)buffer.Index];
        bool whole = (buffer.Flags & V4l2Ioctl.BufferFlagError) == 0 && used <= length && start < used;
        ReadOnlySpan<byte> bytes = whole ? MappedMemory.Span(address, length)[(int)start..(int)used] : [];
        whole = whole && (mode.IsJpeg ? Keep(bytes) : Copy(bytes, frame));
        Requeue(buffer.Index);
        if (whole && mode.IsJpeg)
            whole = jpeg is not null && jpeg.TryDecode(compressed.AsSpan(0, bytes.Length), frame);
        if (!whole)
            return CaptureResult.Corrupt;
        Stamp(frame, buffer, arrival);
        return CaptureResult.Captured;
    }

    private bool Copy(ReadOnlySpan<byte> bytes, Frame frame)
    {
        int needed = (int)mode.Layout.PictureBytes(mode.Stride, mode.Height);
        if (bytes.Length < needed)
            return false;
        frame.Resize(mode.Width, mode.Height, mode.Stride, mode.Layout);
        frame.Yuv = mode.Yuv;
        bytes[..needed].CopyTo(frame.Pixels);
        return true;
    }

    private bool Keep(ReadOnlySpan<byte> bytes)
    {
        // A buffer's whole size at once, so that a larger picture does not allocate later.
        if (compressed.Length < bytes.Length)
            compressed = new byte[buffers.Max(buffer => buffer.Length)];
        bytes.CopyTo(compressed);
        return true;
    }

    private void Requeue(uint index)
    {
        V4l2Buffer buffer = NewBuffer(index);
        int result = device.Request(V4l2Ioctl.QueueBuffer, ref buffer);
        if (result < 0)
            Lose($"VIDIOC_QBUF: {Errno.Text(-result)}");
    }

    private void CountGap(uint number)
    {
        // A driver that starts its count anew has lost nothing.
        long gap = number - sequence - 1;
        if (sequence >= 0 && gap is > 0 and < 1 << 16)
            counts.AddDropped(gap);
        sequence = number;
    }

    private static void Stamp(Frame frame, in V4l2Buffer buffer, long arrival)
    {
        // Stopwatch counts CLOCK_MONOTONIC too. A time in the future or long ago is a driver's error, not the sensor's time.
        long sensor = (buffer.Seconds * Stopwatch.Frequency) + (long)(buffer.Microseconds * (Stopwatch.Frequency / 1e6));
        frame.HasSensorTime = (buffer.Flags & V4l2Ioctl.BufferFlagTimestampMask) == V4l2Ioctl.BufferFlagTimestampMonotonic
            && sensor <= arrival && sensor > arrival - (10 * Stopwatch.Frequency);
        frame.CapturedAt = frame.HasSensorTime ? sensor : arrival;
    }

    private V4l2Buffer NewBuffer(uint index)
    {
        var buffer = new V4l2Buffer { Index = index, Type = device.BufferType, Memory = V4l2Ioctl.MemoryMmap };
        if (planes is not null)
        {
            planes.Plane = default;
            buffer.Planes = planes.Address;
            buffer.Length = 1;
        }

        return buffer;
    }

    private CaptureResult Lose(string reason)
    {
        Fault = reason;
        return CaptureResult.Lost;
    }
}
