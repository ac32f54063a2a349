namespace EdgeCnn.Imaging.Files;

/// <summary>How the pixels of a BMP file are stored, with the file's numbers.</summary>
internal enum BmpCompression : uint
{
    /// <summary>As they are.</summary>
    None = 0,

    /// <summary>Runs of 8-bit indices.</summary>
    Rle8 = 1,

    /// <summary>Runs of 4-bit indices.</summary>
    Rle4 = 2,

    /// <summary>As they are, with masks for red, green and blue.</summary>
    BitFields = 3,

    /// <summary>As they are, with masks for red, green, blue and alpha.</summary>
    AlphaBitFields = 6,
}
