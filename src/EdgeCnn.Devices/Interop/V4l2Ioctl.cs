namespace EdgeCnn.Devices.Interop;

/// <summary>Requests and constants of Video for Linux 2.</summary>
/// <remarks>Layout: the structures are those of 64-bit kernels. Source: Linux, include/uapi/linux/videodev2.h.</remarks>
internal static class V4l2Ioctl
{
    public const uint CapVideoCapture = 0x1;
    public const uint CapVideoCaptureMultiPlanar = 0x1000;
    public const uint CapStreaming = 0x04000000;
    public const uint CapDeviceCaps = 0x80000000;

    public const uint BufferTypeCapture = 1;
    public const uint BufferTypeCaptureMultiPlanar = 9;
    public const uint MemoryMmap = 1;
    public const uint FieldNone = 1;

    public const uint BufferFlagError = 0x40;
    public const uint BufferFlagTimestampMask = 0xe000;
    public const uint BufferFlagTimestampMonotonic = 0x2000;

    public const uint FrameSizeDiscrete = 1;
    public const uint FrameIntervalDiscrete = 1;
    public const uint CapTimePerFrame = 0x1000;

    public static readonly uint QueryCap = IoctlNumber.Read<V4l2Capability>('V', 0);
    public static readonly uint EnumFormat = IoctlNumber.ReadWrite<V4l2FormatDescription>('V', 2);
    public static readonly uint SetFormat = IoctlNumber.ReadWrite<V4l2Format>('V', 5);
    public static readonly uint RequestBuffers = IoctlNumber.ReadWrite<V4l2RequestBuffers>('V', 8);
    public static readonly uint QueryBuffer = IoctlNumber.ReadWrite<V4l2Buffer>('V', 9);
    public static readonly uint QueueBuffer = IoctlNumber.ReadWrite<V4l2Buffer>('V', 15);
    public static readonly uint DequeueBuffer = IoctlNumber.ReadWrite<V4l2Buffer>('V', 17);
    public static readonly uint StreamOn = IoctlNumber.Write<int>('V', 18);
    public static readonly uint StreamOff = IoctlNumber.Write<int>('V', 19);
    public static readonly uint GetParameters = IoctlNumber.ReadWrite<V4l2StreamParameters>('V', 21);
    public static readonly uint SetParameters = IoctlNumber.ReadWrite<V4l2StreamParameters>('V', 22);
    public static readonly uint EnumFrameSizes = IoctlNumber.ReadWrite<V4l2FrameSize>('V', 74);
    public static readonly uint EnumFrameIntervals = IoctlNumber.ReadWrite<V4l2FrameInterval>('V', 75);

    /// <summary>The four characters of a format as one number.</summary>
    public static uint FourCc(string text) => text[0] | ((uint)text[1] << 8) | ((uint)text[2] << 16) | ((uint)text[3] << 24);

    /// <summary>The four characters of a format, for people.</summary>
    public static string Text(uint fourCc) => string.Create(4, fourCc, static (text, value) =>
    {
        for (int i = 0; i < 4; i++)
            text[i] = (byte)(value >> (8 * i)) is var letter and >= 0x20 and < 0x7f ? (char)letter : '?';
    });
}
