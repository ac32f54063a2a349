namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A colour of a drawing: sRGB and an opacity.</summary>
/// <param name="Red">0..255.</param>
/// <param name="Green">0..255.</param>
/// <param name="Blue">0..255.</param>
/// <param name="Alpha">0 (nothing) to 1 (opaque).</param>
/// <param name="Role">The name of a page's colour that takes its place where a drawing follows the page's theme; null for a fixed colour.</param>
internal readonly record struct Ink(byte Red, byte Green, byte Blue, double Alpha = 1, string? Role = null)
{
    /// <summary>A colour from its six hexadecimal digits.</summary>
    public static Ink Of(uint rgb, string? role = null) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb, 1, role);

    /// <summary>The same colour with another opacity.</summary>
    public Ink Fade(double alpha) => this with { Alpha = alpha };

    /// <summary>Relative luminance, 0 black to 1 white.</summary>
    /// <remarks>Source: W3C, Web Content Accessibility Guidelines 2.2, "relative luminance".</remarks>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte value) => value / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
}
