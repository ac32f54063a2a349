namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>The colours of all pictures. On paper and in a file they are these; in a report they follow the page's theme.</summary>
/// <remarks>
/// Source: Okabe and Ito 2008, "Color Universal Design": series that colour-blind people tell apart; here in an order that keeps
/// neighbours apart in lightness too, and without its yellow, which is too pale for a line on white.
/// </remarks>
internal static class Palette
{
    private static readonly Ink[] Series =
    [
        Ink.Of(0x0072B2, "s1"), Ink.Of(0xD55E00, "s2"), Ink.Of(0x009E73, "s3"), Ink.Of(0xCC79A7, "s4"),
        Ink.Of(0xE69F00, "s5"), Ink.Of(0x56B4E9, "s6"), Ink.Of(0x5B4B9A, "s7"), Ink.Of(0x6B6B6B, "s8"),
    ];

    /// <summary>How many series have a colour of their own.</summary>
    public static int Count => Series.Length;

    public static Ink Page => Ink.Of(0xFFFFFF, "card");

    public static Ink Text => Ink.Of(0x1C2226, "ink");

    public static Ink Soft => Ink.Of(0x59636A, "soft");

    public static Ink Grid => Ink.Of(0xE4E1DA, "line");

    public static Ink Axis => Ink.Of(0x9AA3A9, "axis");

    public static Ink Good => Series[0];

    public static Ink Bad => Series[1];

    /// <summary>Letters on the full colour of the first series, which a dark page has lighter.</summary>
    public static Ink OnSeries => Ink.Of(0xFFFFFF, "on");

    public static Ink White => Ink.Of(0xFFFFFF);

    public static Ink Black => Ink.Of(0x1C2226);

    /// <summary>The colour of a series; after the last one they begin again, so tell those by their dashes.</summary>
    public static Ink Of(int series) => Series[series % Series.Length];
}
