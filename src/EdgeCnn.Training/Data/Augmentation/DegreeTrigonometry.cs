namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>Sine and cosine with the same bits on every machine, which those of the system's mathematics library have not.</summary>
/// <remarks>
/// Quarter turns are taken off first; the rest of at most 45° goes into the Taylor series up to the 16th power, whose next term is below 2⁻⁵³. Only additions and
/// multiplications, which IEEE 754 rounds in one way, and which .NET does not fuse.
/// </remarks>
internal static class DegreeTrigonometry
{
    /// <summary>Sine and cosine of an angle in degrees.</summary>
    public static (double Sin, double Cos) SinCos(double degrees)
    {
        double quarters = Math.Round(degrees / 90), r = (degrees - (90 * quarters)) * (Math.PI / 180), s = r * r;
        double sin = r * (1 - (s / 6 * (1 - (s / 20 * (1 - (s / 42 * (1 - (s / 72 * (1 - (s / 110 * (1 - (s / 156 * (1 - (s / 210))))))))))))));
        double cos = 1 - (s / 2 * (1 - (s / 12 * (1 - (s / 30 * (1 - (s / 56 * (1 - (s / 90 * (1 - (s / 132 * (1 - (s / 182 * (1 - (s / 240)))))))))))))));
        return ((int)quarters & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
