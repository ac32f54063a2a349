namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>Colours for numbers; each map grows evenly in lightness, so it can be read in grey and by colour-blind people.</summary>
internal static class ColourMap
{
    private static readonly uint[] DepthStops = [0x10163A, 0x1F3F7A, 0x27688F, 0x3C938A, 0x7BBB6E, 0xC9D85B, 0xFFF3A3];
    private static readonly uint[] SignedStops = [0x06406F, 0x3F86BE, 0xA9CBE4, 0xFBFAF7, 0xF3BD93, 0xD9702B, 0x8C3A00];
    private static readonly uint[] PaleStops = [0xFFFFFF, 0xEAF1F6, 0xC3D8E8];

    /// <summary>From dark blue (0) over green to pale yellow (1).</summary>
    public static byte[] Depth(double share) => Between(DepthStops, share);

    /// <summary>From blue (−1) over white (0) to orange (1).</summary>
    public static byte[] Signed(double value) => Between(SignedStops, (value + 1) / 2);

    /// <summary>From white (0) to a light blue (1), a ground for lines.</summary>
    public static byte[] Pale(double share) => Between(PaleStops, share);

    /// <summary>From black (0) to white (1).</summary>
    public static byte[] Grey(double share)
    {
        byte level = Code(255 * Clean(share));
        return [level, level, level];
    }

    private static byte[] Between(uint[] stops, double share)
    {
        double at = Clean(share) * (stops.Length - 1);
        int first = Math.Min((int)at, stops.Length - 2);
        double part = at - first;
        byte Mix(int shift) => Code((((stops[first] >> shift) & 255) * (1 - part)) + (((stops[first + 1] >> shift) & 255) * part));
        return [Mix(16), Mix(8), Mix(0)];
    }

    private static double Clean(double share) => double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);

    private static byte Code(double value) => (byte)(value + 0.5);
}
