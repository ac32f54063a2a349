namespace EdgeCnn.Imaging;

/// <summary>What luma and chroma of a picture mean.</summary>
/// <remarks>Source: ITU-R BT.601-7 §2.5, ITU-R BT.709-6 §3, ITU-T T.871 §7 (JFIF: BT.601, full range).</remarks>
public enum YuvColor
{
    /// <summary>BT.601, Y 16 to 235, Cb and Cr 16 to 240: most webcams.</summary>
    Bt601,

    /// <summary>BT.601, all of 0 to 255: JPEG, and so MJPEG cameras.</summary>
    Bt601Full,

    /// <summary>BT.709, Y 16 to 235, Cb and Cr 16 to 240: HD video.</summary>
    Bt709,

    /// <summary>BT.709, all of 0 to 255.</summary>
    Bt709Full,
}
