using System.Buffers.Binary;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>Puts BMP files together from top-first rows, so that tests can make each kind, right or wrong.</summary>
internal static class BmpBuilder
{
    /// <summary>A file of 24 or 32 bits from RGB pixels.</summary>
    public static byte[] Colours(int width, int height, int bits, byte[] rgb, bool topDown = false, int header = 40)
    {
        int stride = ((width * bits) + 31) / 32 * 4;
        byte[] data = new byte[stride * height];
        for (int i = 0; i < width * height; i++)
        {
            int to = (Row(i / width, height, topDown) * stride) + (i % width * bits / 8);
            (data[to + 2], data[to + 1], data[to]) = (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]);
        }

        return File(width, topDown ? -height : height, bits, 0, header, [], data);
    }

    /// <summary>A file of 1 to 8 bits from indices; the palette is red, green, blue of each colour.</summary>
    public static byte[] Indexed(int width, int height, int bits, byte[] indices, byte[] palette, bool topDown = false, int header = 40)
    {
        int stride = ((width * bits) + 31) / 32 * 4;
        byte[] data = new byte[stride * height];
        for (int i = 0; i < width * height; i++)
        {
            int bit = i % width * bits;
            data[(Row(i / width, height, topDown) * stride) + (bit / 8)] |= (byte)(indices[i] << (8 - bits - (bit % 8)));
        }

        return File(width, topDown ? -height : height, bits, 0, header, Palette(palette, header == 12), data, (uint)(palette.Length / 3));
    }

    /// <summary>A file of 16 or 32 bits from stored numbers and masks.</summary>
    public static byte[] Masked(int width, int height, int bits, uint[] stored, uint[] masks, int header = 40)
    {
        int stride = ((width * bits) + 31) / 32 * 4;
        byte[] data = new byte[stride * height];
        for (int i = 0; i < width * height; i++)
        {
            Span<byte> to = data.AsSpan((Row(i / width, height, topDown: false) * stride) + (i % width * bits / 8));
            if (bits == 16)
                BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)stored[i]);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(to, stored[i]);
        }

        byte[] maskBytes = [.. masks.SelectMany(BitConverter.GetBytes)];
        byte[] file = File(width, height, bits, masks.Length == 4 && header == 40 ? 6u : 3u, header, header == 40 ? maskBytes : [], data);
        if (header > 40)
            maskBytes.CopyTo(file.AsSpan(14 + 40));
        return file;
    }

    /// <summary>A file whose data is given as it is, for example runs.</summary>
    public static byte[] Runs(int width, int height, int bits, byte[] runs, byte[] palette) =>
        File(width, height, bits, bits == 8 ? 1u : 2u, 40, Palette(palette, core: false), runs, (uint)(palette.Length / 3));

    public static byte[] File(int width, int height, int bits, uint compression, int header, byte[] between, byte[] data, uint colours = 0)
    {
        byte[] head = new byte[14 + header];
        head[0] = (byte)'B';
        head[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(2), head.Length + between.Length + data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(10), head.Length + between.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(14), header);
        if (header == 12)
        {
            BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(18), (short)width);
            BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(20), (short)height);
            head[22] = 1;
            head[24] = (byte)bits;
            return [.. head, .. between, .. data];
        }

        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(22), height);
        head[26] = 1;
        head[28] = (byte)bits;
        if (header >= 40)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(30), compression);
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(46), colours);
        }

        return [.. head, .. between, .. data];
    }

    private static int Row(int y, int height, bool topDown) => topDown ? y : height - 1 - y;

    private static byte[] Palette(byte[] rgb, bool core) =>
        [.. Enumerable.Range(0, rgb.Length / 3).SelectMany(i => (byte[])(core ? [rgb[(3 * i) + 2], rgb[(3 * i) + 1], rgb[3 * i]] : [rgb[(3 * i) + 2], rgb[(3 * i) + 1], rgb[3 * i], 99]))];
}
