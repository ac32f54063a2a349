namespace EdgeCnn.Imaging;

/// <summary>Where the first row and the first column of stored pixels belong in the upright picture; Exif's numbers.</summary>
/// <remarks>Source: TIFF 6.0, tag 274 (Orientation).</remarks>
public enum PictureOrientation
{
    /// <summary>First row at the top, first column at the left: upright.</summary>
    TopLeft = 1,

    /// <summary>Mirrored left to right.</summary>
    TopRight = 2,

    /// <summary>Turned by 180°.</summary>
    BottomRight = 3,

    /// <summary>Mirrored top to bottom.</summary>
    BottomLeft = 4,

    /// <summary>Rows are columns: mirrored at the diagonal.</summary>
    LeftTop = 5,

    /// <summary>To be turned clockwise by 90°.</summary>
    RightTop = 6,

    /// <summary>Mirrored at the other diagonal.</summary>
    RightBottom = 7,

    /// <summary>To be turned anticlockwise by 90°.</summary>
    LeftBottom = 8,
}

/// <summary>Turns pictures upright.</summary>
public static class PictureOrientations
{
    /// <summary>Gives the upright picture: a copy, or the picture itself if it is upright.</summary>
    public static Image Apply(this PictureOrientation orientation, Image stored)
    {
        if (orientation is <= PictureOrientation.TopLeft or > PictureOrientation.LeftBottom)
            return stored;
        bool turned = orientation >= PictureOrientation.LeftTop;
        (int width, int height) = turned ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        int bytes = stored.Format.BytesPerPixel(), row = stored.Width * bytes;
        // Where the upright picture's first pixel is stored, and how far it is from there to the next pixel and to the next row.
        bool fromRight = orientation is PictureOrientation.TopRight or PictureOrientation.BottomRight or PictureOrientation.RightBottom or PictureOrientation.LeftBottom;
        bool fromBottom = orientation is PictureOrientation.BottomRight or PictureOrientation.BottomLeft or PictureOrientation.RightTop or PictureOrientation.RightBottom;
        int start = (fromRight ? row - bytes : 0) + (fromBottom ? (stored.Height - 1) * row : 0);
        int alongRow = fromRight ? -bytes : bytes, alongColumn = fromBottom ? -row : row;
        (int next, int down) = turned ? (alongColumn, alongRow) : (alongRow, alongColumn);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(stored.Pixels.Length);
        for (int y = 0, to = 0; y < height; y++)
        {
            for (int x = 0, from = start + (y * down); x < width; x++, from += next, to += bytes)
            {
                for (int i = 0; i < bytes; i++)
                    pixels[to + i] = stored.Pixels[from + i];
            }
        }

        return new Image(width, height, stored.Format, pixels);
    }
}
