namespace EdgeCnn.Imaging.Files;

/// <summary>How densely a JPEG picture holds its two colour difference components.</summary>
public enum JpegSubsampling
{
    /// <summary>4:4:4: one colour sample a pixel.</summary>
    Chroma444,

    /// <summary>4:2:0: one colour sample for 2x2 pixels.</summary>
    Chroma420,
}
