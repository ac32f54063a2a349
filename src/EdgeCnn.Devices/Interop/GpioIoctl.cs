namespace EdgeCnn.Devices.Interop;

/// <summary>Requests and constants of the GPIO character device, version 2. Source: Linux, include/uapi/linux/gpio.h.</summary>
internal static class GpioIoctl
{
    public const ulong FlagUsed = 1 << 0;
    public const ulong FlagActiveLow = 1 << 1;
    public const ulong FlagInput = 1 << 2;
    public const ulong FlagOutput = 1 << 3;
    public const ulong FlagEdgeRising = 1 << 4;
    public const ulong FlagBiasPullUp = 1 << 8;
    public const ulong FlagBiasPullDown = 1 << 9;
    public const ulong FlagBiasDisabled = 1 << 10;

    public const uint AttributeOutputValues = 2;
    public const uint AttributeDebounce = 3;
    public const uint EventRisingEdge = 1;

    public static readonly uint GetChipInfo = IoctlNumber.Read<GpioChipInfo>('\xB4', 1);
    public static readonly uint GetLineInfo = IoctlNumber.ReadWrite<GpioLineInfo>('\xB4', 5);
    public static readonly uint GetLine = IoctlNumber.ReadWrite<GpioLineRequest>('\xB4', 7);
    public static readonly uint GetValues = IoctlNumber.ReadWrite<GpioLineValues>('\xB4', 14);
    public static readonly uint SetValues = IoctlNumber.ReadWrite<GpioLineValues>('\xB4', 15);
}
