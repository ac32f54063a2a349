namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Bounds on what a file may cost, checked before it does.</summary>
internal static class JpegLimits
{
    private const int MaxScans = 500;
    private const long FreeBytes = 60L << 20;
    private const int MaxBytesPerFileByte = 32;
    private const int MaxVisitsPerBlock = 50;
    private const long FreeVisits = 4L << 20;

    /// <summary>Requires that the picture's samples, coefficients and pixels are in proportion to the file.</summary>
    /// <exception cref="PictureFormatException">They are not.</exception>
    public static void RequireMemory(ref JpegSegmentReader file, JpegPicture picture)
    {
        long pixels = (long)picture.Width * picture.Height * (picture.ComponentCount == 1 ? 1 : 3);
        long copies = picture.Orientation is null or PictureOrientation.TopLeft ? 1 : 2;
        long bytes = (picture.Blocks * 64 * (picture.IsProgressive ? 1 + sizeof(short) : 1)) + (pixels * copies);
        long limit = FreeBytes + ((long)file.File.Length * MaxBytesPerFileByte);
        if (bytes > limit)
            throw file.Error(file.Position, $"the picture is {picture.Width}x{picture.Height} and takes {bytes} bytes, more than the {limit} that are allowed for a file of {file.File.Length} bytes. Scale it down first.");
    }

    /// <summary>Requires that the rest of the file can hold a scan, and that all scans together are not too much work.</summary>
    /// <param name="file">Where the scan's coded data begins.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="scan">The scan's number, from 1.</param>
    /// <param name="blocks">Blocks of this scan.</param>
    /// <param name="visited">Blocks of this and all scans before.</param>
    /// <param name="leastBits">The fewest bits that code a block.</param>
    /// <exception cref="PictureFormatException">One of both does not hold.</exception>
    public static void RequireScan(ref JpegSegmentReader file, JpegPicture picture, int scan, long blocks, long visited, int leastBits)
    {
        if (blocks * leastBits > 8L * file.Remaining)
            throw file.Error(file.Position, $"the scan has {blocks} blocks, which the {file.Remaining} bytes left in the file cannot hold. The file is truncated or damaged; copy it again.");
        if (scan > MaxScans || visited > FreeVisits + (MaxVisitsPerBlock * picture.Blocks))
            throw file.Error(file.Position, $"scan {scan} of the picture; {MaxScans} scans, and {MaxVisitsPerBlock} of the whole picture, are allowed. Save it again as a baseline JPEG.");
    }
}
