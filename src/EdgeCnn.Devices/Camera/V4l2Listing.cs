using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Camera;

/// <summary>Reads what a device offers.</summary>
internal static class V4l2Listing
{
    // A driver has no more than these, and one that claims so does not keep us.
    private const int MaxFormats = 64, MaxSizes = 128, MaxRates = 64;

    /// <summary>The widest and highest picture that is taken.</summary>
    public const int MaxSide = 16384;

    /// <summary>The device's formats in its own order, with sizes and rates.</summary>
    public static IReadOnlyList<CameraFormat> Formats(V4l2Device device)
    {
        var formats = new List<CameraFormat>();
        for (uint i = 0; i < MaxFormats; i++)
        {
            var description = new V4l2FormatDescription { Index = i, Type = device.BufferType };
            if (device.Request(V4l2Ioctl.EnumFormat, ref description) < 0)
                break;
            uint fourCc = description.FourCc;
            formats.Add(new CameraFormat(V4l2Ioctl.Text(fourCc), description.Description.ToString(), V4l2PixelFormats.Rank(fourCc) >= 0, [.. Sizes(device, fourCc)]));
        }

        return formats;
    }

    private static List<CameraSize> Sizes(V4l2Device device, uint fourCc)
    {
        var sizes = new List<CameraSize>();
        for (uint i = 0; i < MaxSizes; i++)
        {
            var size = new V4l2FrameSize { Index = i, FourCc = fourCc };
            if (device.Request(V4l2Ioctl.EnumFrameSizes, ref size) < 0)
                break;
            bool single = size.Type == V4l2Ioctl.FrameSizeDiscrete;

            // Of a range, the fields are: least width, greatest width, step; then the same for the height.
            (uint minWidth, uint maxWidth, uint minHeight, uint maxHeight) = single
                ? (size.Width, size.Width, size.Height, size.Height)
                : (size.Width, size.Height, size.MinHeight, size.MaxHeight);
            maxWidth = Math.Min(maxWidth, MaxSide);
            maxHeight = Math.Min(maxHeight, MaxSide);
            if (minWidth == 0 || minHeight == 0 || minWidth > maxWidth || minHeight > maxHeight)
                continue;
            sizes.Add(new CameraSize((int)minWidth, (int)minHeight, (int)maxWidth, (int)maxHeight,
                single ? 1 : Step(size.StepWidth), single ? 1 : Step(size.StepHeight), Rates(device, fourCc, maxWidth, maxHeight)));
            if (!single)
                break;
        }

        return sizes;
    }

    private static double[] Rates(V4l2Device device, uint fourCc, uint width, uint height)
    {
        var rates = new HashSet<double>();
        for (uint i = 0; i < MaxRates; i++)
        {
            var interval = new V4l2FrameInterval { Index = i, FourCc = fourCc, Width = width, Height = height };
            if (device.Request(V4l2Ioctl.EnumFrameIntervals, ref interval) < 0)
                break;
            Add(interval.Numerator, interval.Denominator);
            if (interval.Type == V4l2Ioctl.FrameIntervalDiscrete)
                continue;
            Add(interval.MaxNumerator, interval.MaxDenominator);
            break;
        }

        return [.. rates.OrderDescending()];

        void Add(uint numerator, uint denominator)
        {
            if (numerator > 0 && denominator > 0)
                rates.Add((double)denominator / numerator);
        }
    }

    private static int Step(uint step) => (int)Math.Clamp(step, 1, MaxSide);
}
