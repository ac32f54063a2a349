namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Hands the samples of a decoded picture out as planes.</summary>
internal static class JpegPlanes
{
    /// <summary>The format in which a picture's samples can stay as they are; Yu24 for densities of colour that no format has.</summary>
    public static PixelFormat FormatOf(JpegPicture picture)
    {
        ReadOnlySpan<JpegComponent> components = picture.Components;
        if (components.Length == 1)
            return PixelFormat.Gray8;
        JpegComponent luma = components[0], blue = components[1], red = components[2];
        bool asStored = luma.Horizontal == picture.MaxHorizontal && luma.Vertical == picture.MaxVertical && blue.Horizontal == red.Horizontal && blue.Vertical == red.Vertical;
        bool halfAcross = luma.Horizontal == 2 * blue.Horizontal;
        return !asStored || !halfAcross ? PixelFormat.Yu24
            : luma.Vertical == blue.Vertical ? PixelFormat.Yu16
            : luma.Vertical == 2 * blue.Vertical ? PixelFormat.Yu12 : PixelFormat.Yu24;
    }

    /// <summary>Copies the samples that belong to the picture.</summary>
    public static void Copy(JpegPicture picture, JpegUpsampler upsampler, Frame frame)
    {
        PixelFormat format = FormatOf(picture);
        frame.Resize(picture.Width, picture.Height, format);
        frame.Yuv = YuvColor.Bt601Full;
        Span<byte> rest = frame.Pixels;
        for (int i = 0; i < picture.ComponentCount; i++)
        {
            JpegComponent component = picture.Components[i];
            int stride = i == 0 ? frame.Stride : format.ChromaStride(frame.Stride), rows = i == 0 ? frame.Height : format.ChromaRows(frame.Height);
            for (int y = 0; y < rows; y++)
            {
                if (format == PixelFormat.Yu24)
                    upsampler.Row(picture, component, y, rest.Slice(y * stride, stride));
                else
                    component.Row(y).CopyTo(rest.Slice(y * stride, stride));
            }

            rest = rest[(stride * rows)..];
        }
    }

    /// <summary>Converts the samples to grey or RGB pixels.</summary>
    public static Image ToImage(JpegPicture picture, JpegUpsampler upsampler)
    {
        int width = picture.Width, height = picture.Height;
        PixelFormat format = picture.ComponentCount == 1 ? PixelFormat.Gray8 : PixelFormat.Rgb24;
        int stride = width * format.BytesPerPixel();
        byte[] pixels = GC.AllocateUninitializedArray<byte>(stride * height);
        byte[][] rows = [.. Enumerable.Range(0, picture.ComponentCount).Select(_ => new byte[width])];
        for (int y = 0; y < height; y++)
        {
            for (int i = 0; i < rows.Length; i++)
                upsampler.Row(picture, picture.Components[i], y, rows[i]);
            Colour(picture, rows, pixels.AsSpan(y * stride, stride));
        }

        return new Image(width, height, format, pixels);
    }

    private static void Colour(JpegPicture picture, byte[][] rows, Span<byte> pixels)
    {
        bool inverted = picture.AdobeTransform is not null;
        switch (picture.Color)
        {
            case JpegColorModel.Gray:
                rows[0].CopyTo(pixels);
                break;
            case JpegColorModel.YCbCr:
                JpegColorRow.FromYCbCr(rows[0], rows[1], rows[2], pixels);
                break;
            case JpegColorModel.Rgb:
                JpegColorRow.FromRgb(rows[0], rows[1], rows[2], pixels);
                break;
            case JpegColorModel.Cmyk:
                // Adobe's programs store light instead of ink.
                JpegColorRow.FromRgb(rows[0], rows[1], rows[2], pixels);
                JpegColorRow.ApplyBlack(pixels, rows[3], invertRgb: !inverted, invertBlack: !inverted);
                break;
            case JpegColorModel.Ycck:
                JpegColorRow.FromYCbCr(rows[0], rows[1], rows[2], pixels);
                JpegColorRow.ApplyBlack(pixels, rows[3], invertRgb: true, invertBlack: !inverted);
                break;
        }
    }
}
