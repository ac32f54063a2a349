using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Tests.Camera;

/// <summary>What the false camera does at the next request for a picture.</summary>
internal enum Step
{
    Good,
    ErrorFlag,
    Empty,
    Short,
    Overlong,
    WrongIndex,
    Again,
    InputOutput,
    Stall,
    HangUp,
    Gone,
    RequeueFails,
    Future,
    Gap,
}

/// <summary>A kernel with one camera at /dev/video7, that does what its script says and checks what is asked of it.</summary>
internal sealed unsafe class FakeVideoKernel : ISystemCalls
{
    public const string Device = "/dev/video7";
    private const int Handle = 40;
    private readonly List<nint> memory = [];
    private readonly Queue<uint> queued = new();
    private bool streaming;
    private bool requeueFails;
    private uint sequence;
    private int refused;

    /// <summary>The formats: name, then width, height and rates of each size.</summary>
    public List<(string FourCc, List<(uint Width, uint Height, uint[] Rates)> Sizes)> Formats { get; } = [("YUYV", [(8, 4, [30, 15])])];

    /// <summary>A range of sizes instead of single ones.</summary>
    public V4l2FrameSize? Range { get; set; }

    public Queue<Step> Script { get; } = new();

    public int OpenErrno { get; set; }

    /// <summary>Hears how often opening was refused.</summary>
    public Action<int>? RefusedTimes { get; set; }

    public uint Capabilities { get; set; } = V4l2Ioctl.CapVideoCapture | V4l2Ioctl.CapStreaming;

    public bool MultiPlanar { get; set; }

    /// <summary>Changes the driver's answer to VIDIOC_S_FMT.</summary>
    public Func<V4l2Format, V4l2Format> Answer { get; set; } = format => format;

    public Dictionary<uint, int> Fail { get; } = [];

    public int Interrupts { get; set; }

    public byte[]? Content { get; set; }

    public int BufferLength { get; private set; }

    public List<string> Calls { get; } = [];

    public bool Record { get; set; } = true;

    public int Opened { get; private set; }

    public bool IsOpen { get; private set; }

    public int Mapped { get; private set; }

    public int LargestQueue { get; private set; }

    public double AskedRate { get; private set; }

    public int Open(string path)
    {
        Note($"open {path}");
        if (OpenErrno != 0)
        {
            RefusedTimes?.Invoke(++refused);
            return -OpenErrno;
        }

        Assert.False(IsOpen, "the device is opened twice");
        IsOpen = true;
        Opened++;
        return Handle;
    }

    public int Close(int handle)
    {
        Note("close");
        Assert.True(IsOpen);
        Assert.Equal(0, Mapped);
        (IsOpen, streaming) = (false, false);
        queued.Clear();
        return 0;
    }

    public int Ioctl(int handle, uint request, Span<byte> argument)
    {
        if (!IsOpen || handle != Handle || argument.Length != ((int)(request >> 16) & 0x3fff))
            Assert.Fail($"request 0x{request:x8} of handle {handle} with {argument.Length} bytes, open: {IsOpen}");
        if (Interrupts > 0 && Interrupts-- % 2 == 0)
            return -Errno.Interrupted;
        if (Fail.TryGetValue(request, out int errno))
            return -errno;
        return request switch
        {
            _ when request == V4l2Ioctl.QueryCap => QueryCap(argument),
            _ when request == V4l2Ioctl.EnumFormat => EnumFormat(argument),
            _ when request == V4l2Ioctl.EnumFrameSizes => EnumSizes(argument),
            _ when request == V4l2Ioctl.EnumFrameIntervals => EnumIntervals(argument),
            _ when request == V4l2Ioctl.SetFormat => SetFormat(argument),
            _ when request == V4l2Ioctl.GetParameters => GetParameters(argument),
            _ when request == V4l2Ioctl.SetParameters => SetParameters(argument),
            _ when request == V4l2Ioctl.RequestBuffers => RequestBuffers(argument),
            _ when request == V4l2Ioctl.QueryBuffer => QueryBuffer(argument),
            _ when request == V4l2Ioctl.QueueBuffer => QueueBuffer(argument),
            _ when request == V4l2Ioctl.DequeueBuffer => DequeueBuffer(argument),
            _ when request == V4l2Ioctl.StreamOn => Stream(true),
            _ when request == V4l2Ioctl.StreamOff => Stream(false),
            _ => throw new InvalidOperationException($"request 0x{request:x8}"),
        };
    }

    public int Poll(Span<PollEntry> entries, int milliseconds)
    {
        if (!streaming || milliseconds is < 1 or > 100)
            Assert.Fail($"poll for {milliseconds} ms, streaming: {streaming}");
        if (Interrupts > 0 && Interrupts-- % 2 == 0)
            return -Errno.Interrupted;
        if (queued.Count == 0 || (Script.TryPeek(out Step step) && step == Step.Stall))
        {
            Thread.Sleep(1);
            return 0;
        }

        bool hangUp = Script.TryPeek(out step) && step is Step.HangUp or Step.Gone;
        entries[0].Returned = hangUp && step == Step.HangUp ? (short)(PollEntry.Error | PollEntry.HangUp) : PollEntry.In;
        return 1;
    }

    public int Read(int handle, Span<byte> buffer) => throw new InvalidOperationException("nothing reads from a camera");

    public int Map(int handle, long offset, int length, out nint address)
    {
        address = memory[(int)(offset >> 16)];
        Mapped++;
        return 0;
    }

    public int Unmap(nint address, int length)
    {
        Assert.Equal(BufferLength, length);
        Mapped--;
        return 0;
    }

    private static ref T As<T>(Span<byte> argument)
        where T : unmanaged => ref MemoryMarshal.AsRef<T>(argument);

    private void Note(string call)
    {
        if (Record)
            Calls.Add(call);
    }

    private int QueryCap(Span<byte> argument)
    {
        ref V4l2Capability capability = ref As<V4l2Capability>(argument);
        capability.Card = KernelText.From("Fake camera");
        capability.Capabilities = 0xffffffff;
        capability.DeviceCaps = MultiPlanar ? V4l2Ioctl.CapVideoCaptureMultiPlanar | V4l2Ioctl.CapStreaming : Capabilities;
        return 0;
    }

    private int EnumFormat(Span<byte> argument)
    {
        ref V4l2FormatDescription description = ref As<V4l2FormatDescription>(argument);
        if (description.Index >= Formats.Count)
            return -Errno.Invalid;
        description.FourCc = V4l2Ioctl.FourCc(Formats[(int)description.Index].FourCc);
        description.Description = KernelText.From("format " + description.Index);
        return 0;
    }

    private int EnumSizes(Span<byte> argument)
    {
        ref V4l2FrameSize size = ref As<V4l2FrameSize>(argument);
        (uint fourCc, uint index) = (size.FourCc, size.Index);
        if (Range is { } range && index == 0)
        {
            size = range;
            return 0;
        }

        var sizes = Formats.Find(format => V4l2Ioctl.FourCc(format.FourCc) == fourCc).Sizes;
        if (Range is not null || index >= sizes.Count)
            return -Errno.Invalid;
        (size.Type, size.Width, size.Height) = (V4l2Ioctl.FrameSizeDiscrete, sizes[(int)index].Width, sizes[(int)index].Height);
        return 0;
    }

    private int EnumIntervals(Span<byte> argument)
    {
        ref V4l2FrameInterval interval = ref As<V4l2FrameInterval>(argument);
        (uint fourCc, uint width, uint height) = (interval.FourCc, interval.Width, interval.Height);
        uint[]? rates = Formats.Find(format => V4l2Ioctl.FourCc(format.FourCc) == fourCc).Sizes.Find(size => size.Width == width && size.Height == height).Rates;
        if (rates is null || interval.Index >= rates.Length)
            return -Errno.Invalid;
        (interval.Type, interval.Numerator, interval.Denominator) = (V4l2Ioctl.FrameIntervalDiscrete, 1, rates[interval.Index]);
        return 0;
    }

    private int SetFormat(Span<byte> argument)
    {
        ref V4l2Format format = ref As<V4l2Format>(argument);
        Note($"format {format.Width}x{format.Height} {V4l2Ioctl.Text(format.FourCc)}");
        uint stride = 2 * format.Width, bytes = 2 * format.Width * format.Height;
        if (MultiPlanar)
            (format.PlaneBytesPerLine, format.PlaneSizeImage) = (stride, bytes);
        else
            (format.BytesPerLine, format.SizeImage) = (stride, bytes);
        format = Answer(format);
        BufferLength = (int)(MultiPlanar ? format.PlaneSizeImage + 64 : format.SizeImage);
        return 0;
    }

    private int GetParameters(Span<byte> argument)
    {
        ref V4l2StreamParameters parameters = ref As<V4l2StreamParameters>(argument);
        (parameters.Capability, parameters.Numerator, parameters.Denominator) = (V4l2Ioctl.CapTimePerFrame, 1, 15);
        return 0;
    }

    private int SetParameters(Span<byte> argument)
    {
        ref V4l2StreamParameters parameters = ref As<V4l2StreamParameters>(argument);
        AskedRate = (double)parameters.Denominator / parameters.Numerator;
        (parameters.Numerator, parameters.Denominator) = (1, 30);
        return 0;
    }

    private int RequestBuffers(Span<byte> argument)
    {
        ref V4l2RequestBuffers request = ref As<V4l2RequestBuffers>(argument);
        Note($"buffers {request.Count}");
        Assert.Equal(0, Mapped);
        queued.Clear();
        foreach (nint buffer in memory)
            NativeMemory.Free((void*)buffer);
        memory.Clear();
        for (uint i = 0; i < request.Count; i++)
            memory.Add((nint)NativeMemory.AllocZeroed((nuint)BufferLength));
        return 0;
    }

    private int QueryBuffer(Span<byte> argument)
    {
        ref V4l2Buffer buffer = ref As<V4l2Buffer>(argument);
        if (MultiPlanar)
            (PlaneOf(buffer).Length, PlaneOf(buffer).Offset) = ((uint)BufferLength, buffer.Index << 16);
        else
            (buffer.Length, buffer.Offset) = ((uint)BufferLength, buffer.Index << 16);
        return 0;
    }

    private int QueueBuffer(Span<byte> argument)
    {
        if (requeueFails)
            return -Errno.NoDevice;
        uint index = As<V4l2Buffer>(argument).Index;
        if (index >= memory.Count || queued.Contains(index))
            Assert.Fail($"buffer {index} is queued twice or is none");
        queued.Enqueue(index);
        LargestQueue = Math.Max(LargestQueue, queued.Count);
        return 0;
    }

    private int Stream(bool on)
    {
        Note(on ? "stream on" : "stream off");
        (streaming, requeueFails) = (on, false);
        sequence = 0;
        return 0;
    }

    private int DequeueBuffer(Span<byte> argument)
    {
        ref V4l2Buffer buffer = ref As<V4l2Buffer>(argument);
        Step step = Script.Count > 0 ? Script.Dequeue() : Step.Good;
        switch (step)
        {
            case Step.Again:
            case Step.HangUp:
                return -Errno.Again;
            case Step.InputOutput:
                return -Errno.InputOutput;
            case Step.Gone:
                return -Errno.NoDevice;
            default:
                requeueFails = step == Step.RequeueFails;
                Fill(ref buffer, step);
                return 0;
        }
    }

    private void Fill(ref V4l2Buffer buffer, Step step)
    {
        buffer.Index = queued.Dequeue();
        sequence += step == Step.Gap ? 4u : 1;
        int start = MultiPlanar ? 64 : 0;
        var bytes = new Span<byte>((void*)memory[(int)buffer.Index], BufferLength);
        if (Content is not null)
            Content.CopyTo(bytes);
        else
            bytes[start..].Fill((byte)sequence);
        uint whole = (uint)(Content?.Length ?? BufferLength);
        uint used = step switch
        {
            Step.Empty => (uint)start,
            Step.Short => whole - 1,
            Step.Overlong => (uint)BufferLength + 1,
            _ => whole,
        };
        if (MultiPlanar)
            (PlaneOf(buffer).BytesUsed, PlaneOf(buffer).DataOffset) = (used, (uint)start);
        else
            buffer.BytesUsed = used;
        long now = Stopwatch.GetTimestamp() + (step == Step.Future ? Stopwatch.Frequency : -Stopwatch.Frequency / 100);
        (buffer.Seconds, buffer.Microseconds) = (now / Stopwatch.Frequency, now % Stopwatch.Frequency * 1_000_000 / Stopwatch.Frequency);
        buffer.Flags = V4l2Ioctl.BufferFlagTimestampMonotonic | (step == Step.ErrorFlag ? V4l2Ioctl.BufferFlagError : 0);
        buffer.Sequence = sequence;
        if (step == Step.WrongIndex)
            buffer.Index = 1000;
    }

    private static ref V4l2Plane PlaneOf(in V4l2Buffer buffer)
    {
        if (buffer.Length != 1)
            Assert.Fail($"{buffer.Length} planes");
        return ref *(V4l2Plane*)buffer.Planes;
    }
}
