namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>Valid PNG files of every kind with random samples and filters.</summary>
internal static class PngKinds
{
    /// <summary>Makes a file; an indexed one has a palette that its bits can reach in full.</summary>
    public static byte[] Make(int width, int height, int depth, int colourType, int interlace, bool transparent, int seed)
    {
        Random random = new(seed);
        PngBuilder builder = new PngBuilder().Header(width, height, depth, colourType, interlace: interlace);
        int channels = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }, colours = 1 << Math.Min(depth, 8);
        if (colourType == 3)
            builder.Chunk("PLTE", Bytes(random, 3 * colours));
        if (transparent)
        {
            // Alpha of some of the palette's colours, or a colour of 0s and 1s that small samples meet.
            int length = colourType switch { 3 => Math.Max(1, colours / 2), 0 => 2, _ => 6 };
            byte[] chunk = Bytes(random, length);
            for (int i = 0; colourType != 3 && i < length; i++)
                chunk[i] &= (byte)(i & 1);
            builder.Chunk("tRNS", chunk);
        }

        // §8.2: columns and rows of the passes.
        (int X, int Y, int Dx, int Dy)[] passes = interlace == 0 ? [(0, 0, 1, 1)] : [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        List<byte> rows = [];
        foreach ((int x, int y, int dx, int dy) in passes)
        {
            int columns = Enumerable.Range(0, width).Count(i => i >= x && (i - x) % dx == 0), count = Enumerable.Range(0, height).Count(i => i >= y && (i - y) % dy == 0);
            for (int row = 0; columns > 0 && row < count; row++)
                rows.AddRange([(byte)random.Next(5), .. Bytes(random, ((columns * channels * depth) + 7) / 8)]);
        }

        return builder.Rows([.. rows]).End().Bytes;
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
