using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeCnn.Testing;

/// <summary>
/// A PNG decoder from the formulas of W3C PNG §8 to §11 for valid pictures of every kind: no checks, no speed. Samples of other depths
/// become 8-bit ones, the high byte of 16 bits; what has alpha or transparency becomes RGBA, colours of a palette RGB.
/// </summary>
public static class ReferencePngDecoder
{
    // W3C PNG §8.2: which pass of Adam7 a pixel of an 8x8 block belongs to, from 1.
    private const string Adam7 = "1646264677777777565656567777777736463646777777775656565677777777";

    /// <summary>Decodes to samples, row by row.</summary>
    public static (int Width, int Height, int Channels, byte[] Samples) Decode(byte[] file)
    {
        using MemoryStream compressed = new();
        byte[] palette = [];
        byte[]? transparent = null;
        for (int at = 8; at < file.Length; at += 12 + ReadInt(file, at))
        {
            byte[] data = file[(at + 8)..(at + 8 + ReadInt(file, at))];
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                compressed.Write(data);
            if (file.AsSpan(at + 4, 4).SequenceEqual("PLTE"u8))
                palette = data;
            if (file.AsSpan(at + 4, 4).SequenceEqual("tRNS"u8))
                transparent = data;
        }
        int width = ReadInt(file, 16), height = ReadInt(file, 20), depth = file[24], type = file[25];
        int stored = type switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new NotSupportedException() };
        compressed.Position = 0;
        using MemoryStream filtered = new();
        using (ZLibStream inflate = new(compressed, CompressionMode.Decompress))
            inflate.CopyTo(filtered);
        int[][] pixels = Place(filtered.ToArray(), width, height, stored, depth, file[28] == 1);
        byte[][] colours = [.. pixels.Select(pixel => Colour(pixel, type, depth, palette, transparent))];
        return (width, height, colours[0].Length, [.. colours.SelectMany(colour => colour)]);
    }

    // The samples of each pixel of the whole picture, from one pass or seven.
    private static int[][] Place(byte[] filtered, int width, int height, int stored, int depth, bool interlaced)
    {
        int[][] pixels = new int[width * height][];
        int start = 0;
        for (int pass = 1; pass <= (interlaced ? 7 : 1); pass++)
        {
            int[] places = [.. Enumerable.Range(0, width * height).Where(i => !interlaced || Adam7[(i / width % 8 * 8) + (i % width % 8)] == '0' + pass)];
            if (places.Length == 0)
                continue;
            int columns = places.Count(i => i / width == places[0] / width), rows = places.Length / columns;
            int rowBytes = ((columns * stored * depth) + 7) / 8;
            byte[] bytes = Unfilter(filtered[start..(start + (rows * (1 + rowBytes)))], rows, rowBytes, Math.Max(1, stored * depth / 8));
            for (int i = 0; i < places.Length; i++)
            {
                int[] samples = new int[stored];
                for (int c = 0; c < stored; c++)
                {
                    int bit = ((i % columns * stored) + c) * depth, at = (i / columns * rowBytes) + (bit / 8);
                    samples[c] = depth == 16 ? (bytes[at] * 256) + bytes[at + 1] : bytes[at] >> (8 - depth - (bit % 8)) & (1 << depth) - 1;
                }
                pixels[places[i]] = samples;
            }
            start += rows * (1 + rowBytes);
        }
        return pixels;
    }

    private static byte[] Colour(int[] samples, int type, int depth, byte[] palette, byte[]? transparent)
    {
        byte[] levels = [.. samples.Select(sample => (byte)(depth == 16 ? sample / 256 : sample * 255 / ((1 << depth) - 1)))];
        byte alpha = transparent is not null && samples.Select((sample, i) => (2 * i) + 1 < transparent.Length && sample == (transparent[2 * i] * 256) + transparent[(2 * i) + 1]).All(same => same) ? (byte)0 : (byte)255;
        return (type, transparent) switch
        {
            (3, null) => palette[(3 * samples[0])..((3 * samples[0]) + 3)],
            (3, _) => [.. palette[(3 * samples[0])..((3 * samples[0]) + 3)], samples[0] < transparent!.Length ? transparent[samples[0]] : (byte)255],
            (4, _) => [levels[0], levels[0], levels[0], levels[1]],
            (0, not null) => [levels[0], levels[0], levels[0], alpha],
            (2, not null) => [.. levels, alpha],
            _ => levels,
        };
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
                int[] predictions = [0, a, b, (a + b) / 2, paeth];
                samples[y * rowBytes + x] = (byte)(bytes[start + 1 + x] + predictions[bytes[start]]);
            }
        }
        return samples;
    }

    private static int ReadInt(byte[] file, int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
