using EdgeCnn.Devices.Interop;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>Agrees with a driver on a format, a size and a rate.</summary>
internal static class V4l2Negotiation
{
    /// <summary>Asks for the best the device offers, then for the next best, until the driver gives something usable.</summary>
    /// <param name="device">The device.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="jpeg">True if JPEG pictures can be decoded.</param>
    /// <exception cref="DeviceException">Nothing that the camera gives can be used.</exception>
    /// <exception cref="EdgeCnnException">The format wanted is unknown.</exception>
    public static V4l2Mode Agree(V4l2Device device, V4l2CameraOptions options, bool jpeg)
    {
        uint? only = OnlyFormat(options.Format);
        IReadOnlyList<CameraFormat> formats = V4l2Listing.Formats(device);
        string? refused = null;
        foreach ((uint fourCc, int width, int height) in Candidates(formats, options, jpeg, only))
        {
            if (TrySet(device, fourCc, width, height, jpeg, only) is { } mode)
                return mode with { FramesPerSecond = SetRate(device, options.FramesPerSecond) };
            refused ??= $"{width}x{height} {V4l2Ioctl.Text(fourCc)}";
        }

        throw new DeviceException(device.Path, (refused is null ? "offers no format that can be used" : $"refused {refused} and everything else that was tried")
            + $". Expected {(only is { } one ? V4l2Ioctl.Text(one) : $"one of {string.Join(", ", V4l2PixelFormats.Names)}")}; "
            + $"the camera offers {(formats.Count == 0 ? "nothing" : string.Join(" | ", formats.Take(8)))}.{(jpeg ? "" : " JPEG needs a decoder, and there is none.")}");
    }

    /// <summary>What may be asked for, the best first: nearest size, then the rate reached, then the preferred format.</summary>
    internal static IEnumerable<(uint FourCc, int Width, int Height)> Candidates(IReadOnlyList<CameraFormat> formats, V4l2CameraOptions options, bool jpeg, uint? only) =>
        from format in formats
        let fourCc = V4l2Ioctl.FourCc(format.FourCc)
        let rank = V4l2PixelFormats.Rank(fourCc)
        where rank >= 0 && (only is null || only == fourCc) && (jpeg || !V4l2PixelFormats.IsJpeg(fourCc))
        from size in format.Sizes.Count > 0 ? format.Sizes : [new CameraSize(options.Width, options.Height, options.Width, options.Height, 1, 1, [])]
        let nearest = size.Nearest(options.Width, options.Height)
        let distance = Math.Abs(nearest.Width - options.Width) + Math.Abs(nearest.Height - options.Height)
        let slow = size.Rates.Count > 0 && size.Rates[0] < 0.99 * options.FramesPerSecond
        orderby distance, slow, rank
        select (fourCc, nearest.Width, nearest.Height);

    private static uint? OnlyFormat(string? text)
    {
        if (text is null)
            return null;
        string name = V4l2PixelFormats.Find(text)
            ?? throw new EdgeCnnException($"camera format '{text}' is unknown. Expected one of {string.Join(", ", V4l2PixelFormats.Names)}.", ExitCode.Usage);
        return V4l2Ioctl.FourCc(name);
    }

    // The driver answers with what it can do instead of failing, so its answer is judged anew.
    private static V4l2Mode? TrySet(V4l2Device device, uint fourCc, int width, int height, bool jpeg, uint? only)
    {
        var format = new V4l2Format { Type = device.BufferType, Width = (uint)width, Height = (uint)height, FourCc = fourCc, Field = V4l2Ioctl.FieldNone };
        if (device.IsMultiPlanar)
            format.PlaneCount = 1;
        int result = device.Request(V4l2Ioctl.SetFormat, ref format);
        if (result is -Errno.Busy or -Errno.NoDevice)
            device.Demand(V4l2Ioctl.SetFormat, ref format, "VIDIOC_S_FMT");
        if (result < 0 || V4l2PixelFormats.Rank(format.FourCc) < 0 || (only is { } wanted && format.FourCc != wanted))
            return null;
        if (format.Width is 0 or > V4l2Listing.MaxSide || format.Height is 0 or > V4l2Listing.MaxSide)
            return null;
        (uint bytesPerLine, uint sizeImage, YuvColor yuv) = device.IsMultiPlanar
            ? (format.PlaneBytesPerLine, format.PlaneSizeImage, V4l2Color.From(format.PlanesColorSpace, format.PlanesYcbcrEncoding, format.PlanesQuantization))
            : (format.BytesPerLine, format.SizeImage, V4l2Color.From(format.ColorSpace, format.YcbcrEncoding, format.Quantization));
        if (device.IsMultiPlanar && format.PlaneCount != 1)
            return null;
        var mode = new V4l2Mode(format.FourCc, (int)format.Width, (int)format.Height, 0, yuv, 0);
        if (mode.IsJpeg)
            return jpeg ? mode : null;

        // 0 is the kernel's word for rows without padding, where a driver leaves it out.
        long row = mode.Layout.RowBytes(mode.Width), stride = bytesPerLine == 0 ? row : bytesPerLine;
        bool fits = stride >= row && stride <= 16 * V4l2Listing.MaxSide && mode.Layout.PictureBytes((int)stride, mode.Height) <= sizeImage;
        return fits ? mode with { Stride = (int)stride } : null;
    }

    // Not every driver has a rate to set; those that have round it.
    private static double SetRate(V4l2Device device, double framesPerSecond)
    {
        var parameters = new V4l2StreamParameters { Type = device.BufferType };
        if (device.Request(V4l2Ioctl.GetParameters, ref parameters) < 0)
            return 0;
        if (framesPerSecond > 0 && (parameters.Capability & V4l2Ioctl.CapTimePerFrame) != 0)
        {
            parameters.Numerator = 1000;
            parameters.Denominator = (uint)Math.Clamp(Math.Round(framesPerSecond * 1000), 1, 1e9);
            if (device.Request(V4l2Ioctl.SetParameters, ref parameters) < 0)
                return 0;
        }

        return parameters.Numerator == 0 ? 0 : (double)parameters.Denominator / parameters.Numerator;
    }
}
