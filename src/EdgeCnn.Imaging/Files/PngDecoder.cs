using System.IO.Compression;

namespace EdgeCnn.Imaging.Files;

/// <summary>From the compressed image data to pixels: inflate, undo the filter of each row, then pixels of 8 bits at their places.</summary>
/// <param name="header">What the picture is; its size is checked.</param>
/// <param name="colours">Its palette and transparency.</param>
/// <param name="data">The data of the IDAT chunks.</param>
/// <param name="source">The name to use in errors.</param>
internal sealed class PngDecoder(PngHeader header, PngColours colours, PngImageData data, string source)
{
    private readonly PngPixelRow pixelRow = new(header, colours);
    private readonly int bytesPerPixel = colours.Format.BytesPerPixel();

    /// <summary>Decodes all rows.</summary>
    /// <returns>[Height, Width, BytesPerPixel]</returns>
    /// <exception cref="PictureFormatException">The data is damaged, too short or too long.</exception>
    public byte[] Decode()
    {
        byte[] pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * bytesPerPixel);
        try
        {
            using ZLibStream inflate = new(data, CompressionMode.Decompress, leaveOpen: true);
            if (pixelRow.IsPlain && !header.Interlaced)
                DecodePlain(inflate, pixels);
            else
            {
                foreach (PngPass pass in header.Interlaced ? PngPass.Adam7 : PngPass.Whole)
                    DecodePass(inflate, pass, pixels);
            }

            // Reading past the last row also makes the stream check its Adler-32 sum.
            if (inflate.ReadByte() >= 0)
                throw new PictureFormatException(source, data.FileOffset, $"the compressed data goes on after the last of {header.Height} rows.");
        }
        catch (InvalidDataException error)
        {
            throw new PictureFormatException(source, data.FileOffset, "the compressed data is damaged or cut off (zlib). Copy the file again.", error);
        }

        return pixels;
    }

    private void DecodePlain(ZLibStream inflate, byte[] pixels)
    {
        int rowBytes = header.Width * bytesPerPixel;
        ReadOnlySpan<byte> above = new byte[rowBytes];
        for (int y = 0; y < header.Height; y++)
        {
            Span<byte> row = pixels.AsSpan(y * rowBytes, rowBytes);
            ReadRow(inflate, row, above, y);
            above = row;
        }
    }

    private void DecodePass(ZLibStream inflate, PngPass pass, byte[] pixels)
    {
        int columns = pass.Columns(header.Width), rows = pass.Rows(header.Height), step = pass.StepX * bytesPerPixel;
        if (columns == 0)
            return;
        byte[] row = new byte[header.RowBytes(columns)], above = new byte[row.Length];
        for (int i = 0; i < rows; i++)
        {
            int y = pass.Y + (i * pass.StepY);
            ReadRow(inflate, row, above, y);
            int wrong = pixelRow.Write(row, columns, pixels.AsSpan(((y * header.Width) + pass.X) * bytesPerPixel), step);
            if (wrong >= 0)
                throw new PictureFormatException(source, data.FileOffset, $"row {y} has index {wrong}, but the palette has {colours.Palette.Length / 4} colours. The file is damaged.");
            (row, above) = (above, row);
        }
    }

    private void ReadRow(ZLibStream inflate, Span<byte> row, ReadOnlySpan<byte> above, int y)
    {
        int filter = inflate.ReadByte();
        if (filter < 0 || inflate.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
            throw new PictureFormatException(source, data.FileOffset, $"the compressed data ends in row {y} of {header.Height}: the picture is incomplete.");
        if (filter > PngFilter.Paeth)
            throw new PictureFormatException(source, data.FileOffset, $"row {y} has filter type {filter}; PNG defines 0..4.");
        PngFilter.Undo((byte)filter, row, above, header.FilterDistance);
    }
}
