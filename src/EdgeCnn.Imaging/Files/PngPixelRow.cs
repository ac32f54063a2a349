using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Files;

/// <summary>
/// Turns rows of samples into pixels of 8 bits: smaller samples are scaled to 0..255, of 16-bit ones the high byte is taken, indices become
/// colours, and grey with alpha becomes RGBA. Source: W3C PNG (Third Edition) §13.12; the transparent colour is compared before that (§11.3.1.1).
/// </summary>
/// <param name="header">What the picture is.</param>
/// <param name="colours">Its palette and transparency.</param>
internal sealed class PngPixelRow(PngHeader header, PngColours colours)
{
    private readonly int depth = header.BitDepth;
    private readonly int scale = header.BitDepth < 8 ? 255 / ((1 << header.BitDepth) - 1) : 1;
    private readonly PixelFormat format = colours.Format;

    /// <summary>Whether samples are pixels as they are stored.</summary>
    public bool IsPlain => depth == 8 && header.ColourType is not (PngColourType.IndexedColour or PngColourType.GreyscaleWithAlpha) && !colours.HasTransparentColour;

    /// <summary>Writes a row.</summary>
    /// <param name="row">The samples as they are stored.</param>
    /// <param name="count">Pixels of the row.</param>
    /// <param name="pixels">From the first pixel on.</param>
    /// <param name="step">Bytes from one pixel to the next.</param>
    /// <returns>The largest index that is not in the palette; −1 if there is none.</returns>
    public int Write(ReadOnlySpan<byte> row, int count, Span<byte> pixels, int step)
    {
        switch (header.ColourType)
        {
            case PngColourType.IndexedColour:
                return WriteIndexed(row, count, pixels, step);
            case PngColourType.Greyscale:
                WriteGrey(row, count, pixels, step);
                break;
            case PngColourType.GreyscaleWithAlpha:
                for (int i = 0, bytes = depth / 8; i < count; i++)
                    WriteGreyAlpha(pixels.Slice(i * step, 4), row[2 * i * bytes], row[((2 * i) + 1) * bytes]);
                break;
            default:
                WriteColour(row, count, pixels, step);
                break;
        }

        return -1;
    }

    private static void WriteGreyAlpha(Span<byte> pixel, byte grey, byte alpha)
    {
        pixel[..3].Fill(grey);
        pixel[3] = alpha;
    }

    // A sample of 1, 2, 4, 8 or 16 bits; the first one in the highest bits of a byte.
    private int Sample(ReadOnlySpan<byte> row, int index) => depth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        _ => row[index * depth >> 3] >> (8 - depth - (index * depth & 7)) & ((1 << depth) - 1),
    };

    private byte Level(int sample) => (byte)(depth == 16 ? sample >> 8 : sample * scale);

    private void WriteGrey(ReadOnlySpan<byte> row, int count, Span<byte> pixels, int step)
    {
        for (int i = 0; i < count; i++)
        {
            int sample = Sample(row, i);
            if (format == PixelFormat.Gray8)
                pixels[i * step] = Level(sample);
            else
                WriteGreyAlpha(pixels.Slice(i * step, 4), Level(sample), (byte)(sample == colours.Transparent.First ? 0 : 255));
        }
    }

    private void WriteColour(ReadOnlySpan<byte> row, int count, Span<byte> pixels, int step)
    {
        int channels = header.Channels;
        for (int i = 0; i < count; i++)
        {
            (int red, int green, int blue) = (Sample(row, channels * i), Sample(row, (channels * i) + 1), Sample(row, (channels * i) + 2));
            Span<byte> pixel = pixels.Slice(i * step, format.BytesPerPixel());
            (pixel[0], pixel[1], pixel[2]) = (Level(red), Level(green), Level(blue));
            if (pixel.Length == 4)
                pixel[3] = channels == 4 ? Level(Sample(row, (4 * i) + 3)) : (byte)((red, green, blue) == colours.Transparent ? 0 : 255);
        }
    }

    private int WriteIndexed(ReadOnlySpan<byte> row, int count, Span<byte> pixels, int step)
    {
        int bytes = format.BytesPerPixel(), wrong = -1;
        byte[] palette = colours.Palette;
        for (int i = 0; i < count; i++)
        {
            int index = Sample(row, i);
            if (4 * index < palette.Length)
                palette.AsSpan(4 * index, bytes).CopyTo(pixels[(i * step)..]);
            else
                wrong = Math.Max(wrong, index);
        }

        return wrong;
    }
}
