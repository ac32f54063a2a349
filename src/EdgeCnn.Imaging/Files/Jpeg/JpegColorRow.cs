namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Turns rows of components into rows of RGB pixels.</summary>
internal static class JpegColorRow
{
    /// <summary>Luma and colour differences to RGB. Source: ITU-T T.871 §7, constants in 1/65536.</summary>
    public static void FromYCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> rgb)
    {
        const int Half = 1 << 15;
        for (int x = 0, to = 0; x < luma.Length; x++, to += 3)
        {
            int y = luma[x], cb = blue[x] - 128, cr = red[x] - 128;
            rgb[to + 2] = Clamp(y + (((116130 * cb) + Half) >> 16));
            rgb[to + 1] = Clamp(y + (((-22554 * cb) - (46802 * cr) + Half) >> 16));
            rgb[to] = Clamp(y + (((91881 * cr) + Half) >> 16));
        }
    }

    /// <summary>Three components as they are.</summary>
    public static void FromRgb(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> rgb)
    {
        for (int x = 0, to = 0; x < first.Length; x++, to += 3)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (first[x], second[x], third[x]);
    }

    /// <summary>Weakens pixels, in place, by the light that black ink lets through.</summary>
    /// <param name="rgb">The light that the other inks let through.</param>
    /// <param name="black">The ink or, if inverted, the light.</param>
    /// <param name="invertRgb">Whether the pixels are inks.</param>
    /// <param name="invertBlack">Whether <paramref name="black"/> is ink.</param>
    public static void ApplyBlack(Span<byte> rgb, ReadOnlySpan<byte> black, bool invertRgb, bool invertBlack)
    {
        int flip = invertRgb ? 255 : 0, flipBlack = invertBlack ? 255 : 0;
        for (int i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)((((rgb[i] ^ flip) * (black[i / 3] ^ flipBlack)) + 127) / 255);
    }

    private static byte Clamp(int value) => (byte)((uint)value <= 255 ? value : ~value >> 31);
}
