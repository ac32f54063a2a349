using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeCnn.Testing;

/// <summary>
/// A PNG decoder from the formulas of W3C PNG §9 for valid 8-bit pictures without palette and interlace: no checks, no speed.
/// </summary>
public static class ReferencePngDecoder
{
    /// <summary>Decodes to samples, row by row.</summary>
    public static (int Width, int Height, int Channels, byte[] Samples) Decode(byte[] file)
    {
        using MemoryStream compressed = new();
        for (int at = 8; at < file.Length; at += 12 + ReadInt(file, at))
        {
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                compressed.Write(file, at + 8, ReadInt(file, at));
        }
        int width = ReadInt(file, 16), height = ReadInt(file, 20);
        int channels = file[25] switch { 0 => 1, 2 => 3, 6 => 4, _ => throw new NotSupportedException() };
        compressed.Position = 0;
        using MemoryStream filtered = new();
        using (ZLibStream inflate = new(compressed, CompressionMode.Decompress))
            inflate.CopyTo(filtered);
        byte[] bytes = filtered.ToArray();
        byte[] samples = new byte[width * height * channels];

        int Sample(int y, int x) => y < 0 || x < 0 ? 0 : samples[y * width * channels + x];

        for (int y = 0; y < height; y++)
        {
            int start = y * (1 + width * channels);
            for (int x = 0; x < width * channels; x++)
            {
                int a = Sample(y, x - channels), b = Sample(y - 1, x), c = x < channels ? 0 : Sample(y - 1, x - channels);
                int p = a + b - c;
                int[] distances = [Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c)];
                int paeth = new[] { a, b, c }[Array.IndexOf(distances, distances.Min())];
                int prediction = bytes[start] switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth };
                samples[y * width * channels + x] = (byte)(bytes[start + 1 + x] + prediction);
            }
        }
        return (width, height, channels, samples);
    }

    private static int ReadInt(byte[] file, int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
