using System.Diagnostics;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>Flips and moves a picture by whole pixels: every pixel is a copy.</summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="border">What comes in.</param>
internal sealed class PictureShift(int height, int width, PictureBorder border)
{
    private readonly int channels = border.Channels;

    /// <summary>Fills the target with the flipped picture, moved right and down.</summary>
    /// <param name="source">[Height, Width, Channels]</param>
    /// <param name="target">The same shape; another place.</param>
    /// <param name="draw">Its flips and shifts are used.</param>
    public void Apply(ReadOnlySpan<float> source, Span<float> target, in AugmentationDraw draw)
    {
        Debug.Assert(source.Length == height * width * channels && target.Length == source.Length);
        int left = Math.Clamp(draw.ShiftX, 0, width), right = Math.Clamp(width + draw.ShiftX, 0, width), row = width * channels;
        for (int y = 0; y < height; y++)
        {
            Span<float> to = target.Slice(y * row, row);
            int moved = border.Place(y - draw.ShiftY, height);
            if (moved < 0)
            {
                border.Fill(to);
                continue;
            }

            ReadOnlySpan<float> from = source.Slice((draw.FlipY ? height - 1 - moved : moved) * row, row);
            Copy(from, to, left, right, draw);
            Outside(from, to, 0, left, draw);
            Outside(from, to, right, width, draw);
        }
    }

    private void Copy(ReadOnlySpan<float> from, Span<float> to, int left, int right, in AugmentationDraw draw)
    {
        if (right <= left)
            return;
        int first = left - draw.ShiftX;
        if (!draw.FlipX)
        {
            from.Slice(first * channels, (right - left) * channels).CopyTo(to[(left * channels)..]);
            return;
        }

        Span<float> part = to[(left * channels)..(right * channels)];
        int at = (width - 1 - first) * channels;
        if (channels == 3)
        {
            for (int i = 0; i + 2 < part.Length; i += 3, at -= 3)
            {
                ReadOnlySpan<float> pixel = from.Slice(at, 3);
                part[i + 2] = pixel[2];
                part[i + 1] = pixel[1];
                part[i] = pixel[0];
            }

            return;
        }

        from.Slice(at + 1 - part.Length, part.Length).CopyTo(part);
        part.Reverse();
    }

    private void Outside(ReadOnlySpan<float> from, Span<float> to, int first, int end, in AugmentationDraw draw)
    {
        for (int x = first; x < end; x++)
        {
            int moved = border.Place(x - draw.ShiftX, width);
            Span<float> pixel = to.Slice(x * channels, channels);
            if (moved < 0)
                border.Fill(pixel);
            else
                from.Slice((draw.FlipX ? width - 1 - moved : moved) * channels, channels).CopyTo(pixel);
        }
    }
}
