namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>
/// The rows of one row of MCUs as level-shifted component planes, widened to whole MCUs by repeating the last column and row.
/// Source: ITU T.81 A.2.4, A.3.1; colour: ITU-T T.871 (JFIF) §7.
/// </summary>
internal sealed class JpegSampleRows
{
    private float[] samples = []; // [component, mcuSize, stride]
    private int stride;
    private int planeLength;

    /// <summary>Loads the picture rows from <paramref name="top"/> on.</summary>
    /// <param name="picture">Gray8 gives one component, Rgb24 gives Y, Cb, Cr.</param>
    /// <param name="top">The first row, a multiple of <paramref name="mcuSize"/>.</param>
    /// <param name="mcuSize">Rows to load, and the multiple to which a row is widened: 8 or 16.</param>
    public void Load(ImageView picture, int top, int mcuSize)
    {
        int components = picture.Format == PixelFormat.Gray8 ? 1 : 3;
        stride = (picture.Width + mcuSize - 1) / mcuSize * mcuSize;
        planeLength = stride * mcuSize;
        if (samples.Length < components * planeLength)
            samples = new float[components * planeLength];
        for (int y = 0; y < mcuSize; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(Math.Min(top + y, picture.Height - 1));
            Span<float> luma = Row(0, y);
            if (components == 1)
            {
                LoadGray(row, luma);
                Widen(luma, picture.Width);
                continue;
            }
            LoadRgb(row, luma[..picture.Width], Row(1, y), Row(2, y));
            for (int component = 0; component < 3; component++)
                Widen(Row(component, y), picture.Width);
        }
    }

    /// <summary>Copies an 8x8 block; with a <paramref name="step"/> of 2 each sample is the mean of 2x2.</summary>
    public void CopyBlock(int component, int left, int top, int step, Span<float> block)
    {
        for (int y = 0; y < 8; y++)
        {
            Span<float> to = block.Slice(y * 8, 8);
            ReadOnlySpan<float> upper = Row(component, top + y * step)[left..];
            if (step == 1)
            {
                upper[..8].CopyTo(to);
                continue;
            }
            ReadOnlySpan<float> lower = Row(component, top + y * step + 1)[left..];
            for (int x = 0; x < 8; x++)
                to[x] = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]) * 0.25f;
        }
    }

    private Span<float> Row(int component, int y) => samples.AsSpan(component * planeLength + y * stride, stride);

    private static void LoadGray(ReadOnlySpan<byte> row, Span<float> luma)
    {
        for (int x = 0; x < row.Length; x++)
            luma[x] = row[x] - 128;
    }

    private static void LoadRgb(ReadOnlySpan<byte> row, Span<float> luma, Span<float> blueDifference, Span<float> redDifference)
    {
        for (int x = 0; x < luma.Length; x++)
        {
            float red = row[3 * x], green = row[3 * x + 1], blue = row[3 * x + 2];
            float y = 0.299f * red + 0.587f * green + 0.114f * blue;
            luma[x] = y - 128f;
            blueDifference[x] = (blue - y) * (1f / 1.772f);
            redDifference[x] = (red - y) * (1f / 1.402f);
        }
    }

    private static void Widen(Span<float> row, int width) => row[width..].Fill(row[width - 1]);
}
