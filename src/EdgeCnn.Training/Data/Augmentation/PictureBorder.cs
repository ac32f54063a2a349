using System.Diagnostics;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>Where a pixel outside a picture comes from.</summary>
/// <param name="fill">The rule.</param>
/// <param name="black">What 0 is once it is normalised; one for each channel.</param>
internal sealed class PictureBorder(AugmentationFill fill, float[] black)
{
    private readonly float[] values = fill == AugmentationFill.Black ? black : new float[black.Length];

    /// <summary>Values of a pixel.</summary>
    public int Channels => values.Length;

    /// <summary>What a pixel is that comes from nowhere.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The row or column to take; −1 for <see cref="Values"/>.</summary>
    /// <param name="index">The wanted one, inside or outside.</param>
    /// <param name="size">Rows or columns.</param>
    public int Place(int index, int size)
    {
        if ((uint)index < (uint)size)
            return index;
        switch (fill)
        {
            case AugmentationFill.Edge:
                return index < 0 ? 0 : size - 1;
            case AugmentationFill.Reflect when size > 1:
                int period = 2 * (size - 1), at = index % period;
                at += at < 0 ? period : 0;
                return Math.Min(at, period - at);
            case AugmentationFill.Reflect:
                return 0;
            default:
                return -1;
        }
    }

    /// <summary>Fills pixels with <see cref="Values"/>.</summary>
    public void Fill(Span<float> pixels)
    {
        Debug.Assert(pixels.Length % values.Length == 0);
        for (int i = 0; i < pixels.Length; i += values.Length)
            values.CopyTo(pixels[i..]);
    }
}
