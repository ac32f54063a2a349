namespace EdgeCnn.Imaging.Files;

/// <summary>The colour types of PNG, with their codes in the file. Source: W3C PNG (Third Edition) §11.2.1.</summary>
internal enum PngColourType : byte
{
    /// <summary>One grey sample a pixel.</summary>
    Greyscale = 0,

    /// <summary>Red, green and blue samples.</summary>
    Truecolour = 2,

    /// <summary>One index into the palette.</summary>
    IndexedColour = 3,

    /// <summary>A grey and an alpha sample.</summary>
    GreyscaleWithAlpha = 4,

    /// <summary>Red, green, blue and alpha samples.</summary>
    TruecolourWithAlpha = 6,
}
