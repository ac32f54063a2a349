namespace EdgeCnn.Kernels.Pixels;

/// <summary>Luma and chroma to red, green and blue, in 1/8192.</summary>
/// <remarks>
/// Exactness: red = (Luma·(Y − LumaOffset) + RedCr·(Cr − 128) + 4096) / 8192 rounded down and clamped to 0..255; green and blue likewise.
/// Source: ITU-R BT.601-7 §2.5, ITU-R BT.709-6 §3, ITU-T T.871 §7.
/// </remarks>
/// <param name="LumaOffset">The luma of black.</param>
/// <param name="Luma">The weight of luma.</param>
/// <param name="RedCr">The weight of Cr in red.</param>
/// <param name="GreenCb">The weight of Cb in green.</param>
/// <param name="GreenCr">The weight of Cr in green.</param>
/// <param name="BlueCb">The weight of Cb in blue.</param>
public readonly record struct YuvWeights(short LumaOffset, short Luma, short RedCr, short GreenCb, short GreenCr, short BlueCb)
{
    /// <summary>The weights are in 2 to the power of minus so many.</summary>
    public const int Shift = 13;

    /// <summary>BT.601, Y 16 to 235, Cb and Cr 16 to 240.</summary>
    public static YuvWeights Bt601 { get; } = new(16, 9539, 13075, -3209, -6660, 16525);

    /// <summary>BT.601, all of 0 to 255.</summary>
    public static YuvWeights Bt601Full { get; } = new(0, 8192, 11485, -2819, -5850, 14516);

    /// <summary>BT.709, Y 16 to 235, Cb and Cr 16 to 240.</summary>
    public static YuvWeights Bt709 { get; } = new(16, 9539, 14686, -1747, -4366, 17305);

    /// <summary>BT.709, all of 0 to 255.</summary>
    public static YuvWeights Bt709Full { get; } = new(0, 8192, 12901, -1535, -3835, 15201);

    /// <summary>The grey of a luma, as it is without chroma.</summary>
    public byte Gray(int luma) => (byte)Math.Clamp(((Luma * (luma - LumaOffset)) + (1 << (Shift - 1))) >> Shift, 0, 255);
}
