using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeCnn.Testing;

/// <summary>
/// A PNG decoder from the formulas of W3C PNG §9 for valid pictures without interlace: no checks, no speed. Samples of other depths
/// become 8-bit ones, the high byte of 16 bits; colours of a palette become RGB.
/// </summary>
public static class ReferencePngDecoder
{
    /// <summary>Decodes to samples, row by row.</summary>
    public static (int Width, int Height, int Channels, byte[] Samples) Decode(byte[] file)
    {
        using MemoryStream compressed = new();
        byte[] palette = [];
        for (int at = 8; at < file.Length; at += 12 + ReadInt(file, at))
        {
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                compressed.Write(file, at + 8, ReadInt(file, at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("PLTE"u8))
                palette = file[(at + 8)..(at + 8 + ReadInt(file, at))];
        }
        int width = ReadInt(file, 16), height = ReadInt(file, 20), depth = file[24];
        int channels = file[25] switch { 0 or 3 => 1, 2 => 3, 6 => 4, _ => throw new NotSupportedException() };
        compressed.Position = 0;
        using MemoryStream filtered = new();
        using (ZLibStream inflate = new(compressed, CompressionMode.Decompress))
            inflate.CopyTo(filtered);
        int rowBytes = ((width * channels * depth) + 7) / 8;
        byte[] bytes = Unfilter(filtered.ToArray(), height, rowBytes, Math.Max(1, channels * depth / 8));
        byte[] samples = new byte[width * height * channels];
        for (int i = 0; i < samples.Length; i++)
        {
            int y = i / (width * channels), bit = i % (width * channels) * depth, at = (y * rowBytes) + (bit / 8);
            samples[i] = depth >= 8 ? bytes[at] : (byte)(bytes[at] >> (8 - depth - (bit % 8)) & (1 << depth) - 1);
            if (depth < 8 && file[25] == 0)
                samples[i] = (byte)(samples[i] * 255 / ((1 << depth) - 1));
        }
        return file[25] == 3 ? (width, height, 3, [.. samples.SelectMany(index => palette[(3 * index)..(3 * index + 3)])]) : (width, height, channels, samples);
    }

    private static byte[] Unfilter(byte[] bytes, int height, int rowBytes, int distance)
    {
        byte[] samples = new byte[height * rowBytes];

        int Sample(int y, int x) => y < 0 || x < 0 ? 0 : samples[y * rowBytes + x];

        for (int y = 0; y < height; y++)
        {
            int start = y * (1 + rowBytes);
            for (int x = 0; x < rowBytes; x++)
            {
                int a = Sample(y, x - distance), b = Sample(y - 1, x), c = x < distance ? 0 : Sample(y - 1, x - distance);
                int p = a + b - c;
                int[] distances = [Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c)];
                int paeth = new[] { a, b, c }[Array.IndexOf(distances, distances.Min())];
                int prediction = bytes[start] switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth };
                samples[y * rowBytes + x] = (byte)(bytes[start + 1 + x] + prediction);
            }
        }
        return samples;
    }

    private static int ReadInt(byte[] file, int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
