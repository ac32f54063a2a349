namespace EdgeCnn.Kernels.Pixels;

/// <summary>
/// For each position along one axis of a resized picture: the two source positions and the weight of the second one, so
/// that all pixels of a row or column share the arithmetic.
/// </summary>
/// <remarks>
/// Half-pixel centres: target t lies at source (t + 0.5)·size/target − 0.5, clamped to the picture. Weights are in 1/256.
/// Integer arithmetic throughout, so every processor gives the same bytes.
/// </remarks>
public sealed class ResizeAxis
{
    /// <summary>Plans the axis.</summary>
    /// <param name="start">First source position of the part that is resized.</param>
    /// <param name="length">Source positions of the part.</param>
    /// <param name="target">Positions of the result.</param>
    public ResizeAxis(int start, int length, int target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(target);
        First = new int[target];
        Second = new int[target];
        Weight = new int[target];
        for (int t = 0; t < target; t++)
        {
            // Position in 1/256 of a source pixel, rounded to nearest.
            long position = ((((2L * t) + 1) * length * 256) + target) / (2L * target) - 128;
            position = Math.Clamp(position, 0, (length - 1) * 256L);
            First[t] = start + (int)(position >> 8);
            Second[t] = start + Math.Min((int)(position >> 8) + 1, length - 1);
            Weight[t] = (int)(position & 255);
        }
    }

    /// <summary>The source position left of (or above) each target.</summary>
    public int[] First { get; }

    /// <summary>The source position right of (or below) each target.</summary>
    public int[] Second { get; }

    /// <summary>The weight of <see cref="Second"/>, in 1/256.</summary>
    public int[] Weight { get; }
}
