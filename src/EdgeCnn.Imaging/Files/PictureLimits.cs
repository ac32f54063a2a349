namespace EdgeCnn.Imaging.Files;

/// <summary>Bounds on the memory that a file of a lossless kind may ask for, checked before it is taken.</summary>
internal static class PictureLimits
{
    /// <summary>The most pixels that a picture may have.</summary>
    public const long MaxPixels = 64L << 20;

    private const int MaxBytesPerFileByte = 8;
    private const long FreeBytes = 60L << 20;

    /// <summary>Requires a size that pictures have and that is in proportion to the file.</summary>
    /// <param name="source">The name to use in errors.</param>
    /// <param name="offset">Where the file says the size.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bytesPerPixel">Of the decoded picture.</param>
    /// <param name="fileBytes">The length of the file.</param>
    /// <exception cref="PictureFormatException">The picture is empty or too large.</exception>
    public static void Require(string source, long offset, long width, long height, int bytesPerPixel, long fileBytes)
    {
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue)
            throw new PictureFormatException(source, offset, $"the picture is {width}x{height}; both must be 1..{int.MaxValue}.");
        if (width * height > MaxPixels)
            throw new PictureFormatException(source, offset, $"the picture is {width}x{height}, more than the {MaxPixels} pixels that are read. Scale it down first.");
        long bytes = width * height * bytesPerPixel, limit = FreeBytes + (fileBytes * MaxBytesPerFileByte);
        if (bytes > limit)
            throw new PictureFormatException(source, offset, $"the picture is {width}x{height}, {bytes} bytes, more than the {limit} that are allowed for a file of {fileBytes} bytes. Scale it down first.");
    }
}
