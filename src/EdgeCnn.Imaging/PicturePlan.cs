using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Imaging;

/// <summary>
/// How the rows of pictures of one size and format become rows of a result: rows are mixed as they lie in the picture, then columns, then
/// colours. Nothing larger than a few rows is kept between.
/// </summary>
/// <remarks>Threading: one picture at a time. Allocates only in the constructor.</remarks>
internal sealed class PicturePlan
{
    private const int PlaneBlock = 64; // table look-ups have no shorter last block

    private readonly PixelKernel kernel;
    private readonly PictureFit fit;
    private readonly PixelFormat format;
    private readonly bool gray;
    private readonly bool copies; // no resizing: pixels are taken as they are
    private readonly int width; // of rows of bytes, a multiple of the kernels' block
    private readonly PixelAxis columns;
    private readonly PixelAxis chromaColumns;
    private readonly SourceRows rows;
    private readonly SourceRows[] chromaRows; // [planes of chroma]
    private readonly ushort[] sums; // rows mixed: of all components, or of luma
    private readonly ushort[] sums1; // of Cb, or of both chromas of packed pixels for grey
    private readonly ushort[] sums2; // of Cr
    private readonly byte[] a; // a row of red or luma
    private readonly byte[] b; // of green or Cb
    private readonly byte[] c; // of blue or Cr
    private readonly byte[] pixels; // a row of pixels of four bytes

    /// <summary>Makes the plan.</summary>
    /// <param name="kernel">Who computes.</param>
    /// <param name="picture">A picture of the size and format.</param>
    /// <param name="fit">Which part of it fills which part of the result.</param>
    /// <param name="filter">How it is resized.</param>
    /// <param name="gray">Whether luma is all that is wanted.</param>
    public PicturePlan(PixelKernel kernel, ImageView picture, PictureFit fit, ResizeFilter filter, bool gray)
    {
        (this.kernel, this.fit, this.gray, format) = (kernel, fit, gray, picture.Format);
        bool area = filter == ResizeFilter.Area;
        width = Blocks(fit.TargetWidth, PixelKernel.Block);
        int room = Blocks(fit.TargetWidth, PlaneBlock);
        (a, b, c, pixels) = (new byte[room], new byte[room], new byte[room], new byte[4 * width]);
        copies = !format.IsYuv() && fit.SourceWidth == fit.TargetWidth && fit.SourceHeight == fit.TargetHeight;

        int across = ChromaStep(format, vertical: false), down = ChromaStep(format, vertical: true);
        columns = new PixelAxis(fit.SourceX, fit.SourceWidth, fit.TargetWidth, 1, area);
        chromaColumns = new PixelAxis(fit.SourceX, fit.SourceWidth, fit.TargetWidth, across, area);
        PixelAxis lumaAxis = new(fit.SourceY, fit.SourceHeight, fit.TargetHeight, 1, area);
        PixelAxis chromaAxis = new(fit.SourceY, fit.SourceHeight, fit.TargetHeight, down, area);
        rows = format is PixelFormat.Yuyv or PixelFormat.Uyvy
            ? new SourceRows(0, lumaAxis, 4 * chromaColumns.Origin, 4 * chromaColumns.Samples)
            : new SourceRows(0, lumaAxis, Components * fit.SourceX, Components * fit.SourceWidth);
        int sampleBytes = format is PixelFormat.Nv12 or PixelFormat.Nv21 ? 2 : 1;
        chromaRows = [.. Enumerable.Range(1, format.ChromaPlanes()).Select(plane => new SourceRows(plane, chromaAxis, sampleBytes * chromaColumns.Origin, sampleBytes * chromaColumns.Samples))];
        sums = new ushort[checked((Components * (columns.Reach + 2)) + PixelKernel.PixelSlack)];
        sums1 = new ushort[Math.Max(chromaColumns.Reach, 2 * chromaColumns.Samples)];
        sums2 = new ushort[chromaColumns.Reach];
    }

    // Bytes of a pixel, or 1 where luma lies by itself.
    private int Components => format.IsYuv() ? 1 : format.BytesPerPixel();

    /// <summary>Begins another picture.</summary>
    public void Begin()
    {
        rows.Begin();
        foreach (SourceRows plane in chromaRows)
            plane.Begin();
    }

    /// <summary>One row of the result, rows being asked for from the first to the last: red, green and blue, or three times grey.</summary>
    public PixelPlanes Row(ImageView picture, int y)
    {
        if (format.IsYuv())
            return gray ? Luma(picture, y) : Yuv(picture, y);
        if (format == PixelFormat.Gray8)
        {
            if (copies)
                picture.Row(fit.SourceY + y).Slice(fit.SourceX, fit.TargetWidth).CopyTo(a);
            else
                kernel.MixColumns(MixPlain(picture, rows, y, sums, columns.Samples), columns, a);
            return new PixelPlanes(a, a, a);
        }

        Rgb(picture, y);
        if (!gray)
            return format == PixelFormat.Bgr24 ? new PixelPlanes(c, b, a) : new PixelPlanes(a, b, c);
        GrayRow.Run(format == PixelFormat.Bgr24 ? new PixelPlanes(c, b, a) : new PixelPlanes(a, b, c), a);
        return new PixelPlanes(a, a, a);
    }

    private static int Blocks(int size, int block) => checked(size + block - 1) / block * block;

    private static int ChromaStep(PixelFormat format, bool vertical) => format switch
    {
        PixelFormat.Nv12 or PixelFormat.Nv21 or PixelFormat.Yu12 => 2,
        PixelFormat.Yuyv or PixelFormat.Uyvy or PixelFormat.Yu16 when !vertical => 2,
        _ => 1,
    };

    private void Rgb(ImageView picture, int y)
    {
        if (copies)
        {
            kernel.Split(picture.Row(fit.SourceY + y).Slice(Components * fit.SourceX, Components * fit.TargetWidth), Components, new PixelPlanes(a, b, c), fit.TargetWidth);
            return;
        }

        kernel.MixPixels(MixPlain(picture, rows, y, sums, Components * columns.Samples), Components, columns, pixels);
        kernel.Split(pixels, 4, new PixelPlanes(a, b, c), fit.TargetWidth);
    }

    private PixelPlanes Luma(ImageView picture, int y)
    {
        if (format is PixelFormat.Yuyv or PixelFormat.Uyvy)
        {
            // Luma is every second byte; what the others add up to is not looked at.
            int length = 2 * chromaColumns.Samples;
            Span<ushort> luma = sums.AsSpan(0, length), chroma = sums1.AsSpan(0, length);
            for (int tap = 0; tap < rows.Taps(y); tap += 2)
                kernel.MixPairs(rows.Pair(picture, y, tap), format == PixelFormat.Yuyv ? luma : chroma, format == PixelFormat.Yuyv ? chroma : luma);
            kernel.MixColumns(sums.AsSpan(fit.SourceX & 1), columns, a);
        }
        else
        {
            kernel.MixColumns(MixPlain(picture, rows, y, sums, columns.Samples), columns, a);
        }

        CodeLookup.Run(a, YuvTables.Gray(picture.Yuv), a);
        return new PixelPlanes(a, a, a);
    }

    private PixelPlanes Yuv(ImageView picture, int y)
    {
        int samples = chromaColumns.Samples;
        bool crFirst = format == PixelFormat.Nv21;
        ushort[] first = crFirst ? sums2 : sums1, second = crFirst ? sums1 : sums2;
        if (format is PixelFormat.Yuyv or PixelFormat.Uyvy)
        {
            for (int tap = 0; tap < rows.Taps(y); tap += 2)
                kernel.MixPacked(rows.Pair(picture, y, tap), sums.AsSpan(0, 2 * samples), first.AsSpan(0, samples), second.AsSpan(0, samples), format == PixelFormat.Yuyv);
            kernel.MixColumns(sums.AsSpan(fit.SourceX & 1), columns, a);
        }
        else
        {
            kernel.MixColumns(MixPlain(picture, rows, y, sums, columns.Samples), columns, a);
            if (chromaRows.Length == 1)
            {
                for (int tap = 0; tap < chromaRows[0].Taps(y); tap += 2)
                    kernel.MixPairs(chromaRows[0].Pair(picture, y, tap), first.AsSpan(0, samples), second.AsSpan(0, samples));
            }
            else
            {
                MixPlain(picture, chromaRows[0], y, first, samples);
                MixPlain(picture, chromaRows[1], y, second, samples);
            }
        }

        kernel.MixColumns(sums1, chromaColumns, b);
        kernel.MixColumns(sums2, chromaColumns, c);
        kernel.ToRgb(new PixelPlanes(a.AsSpan(0, width), b.AsSpan(0, width), c.AsSpan(0, width)), YuvTables.Weights(picture.Yuv));
        return new PixelPlanes(a, b, c);
    }

    private ushort[] MixPlain(ImageView picture, SourceRows source, int y, ushort[] to, int count)
    {
        for (int tap = 0; tap < source.Taps(y); tap += 2)
            kernel.MixPlain(source.Pair(picture, y, tap), to.AsSpan(0, count));
        return to;
    }
}
