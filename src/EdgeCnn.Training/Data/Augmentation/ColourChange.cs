using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>
/// Brightness, contrast, saturation and noise of a normalised picture, as if it were done to pixels of 0..1, which are at last cut off at 0 and 1.
/// </summary>
/// <remarks>
/// With p the pixel, b, k and s the three amounts: p + b; then k·(p − m) + m with m the picture's mean luma; then s·(p − g) + g with g the pixel's own luma; then
/// p + σ·n. Luma is that of BT.601. A value v is (p − mean)/std.
/// </remarks>
internal sealed class ColourChange
{
    private static readonly float[] Luma = [0.299f, 0.587f, 0.114f];
    private readonly float[] mean; // in pixels of 0..1
    private readonly float[] std;
    private readonly float[] weights; // of luma, in the order of the channels
    private readonly float noise;

    /// <summary>Takes the units of the input.</summary>
    public ColourChange(InputContract contract, double noise)
    {
        // A contract may leave pixels at 0..255; its numbers are then in these units.
        float unit = (contract.Divisor ?? 255f) / 255f;
        mean = [.. contract.Mean.Select(value => value * unit)];
        std = [.. contract.Std.Select(value => value * unit)];
        weights = contract.Color switch { ColorOrder.Gray => [1], ColorOrder.Bgr => [Luma[2], Luma[1], Luma[0]], _ => Luma };
        this.noise = (float)noise;
    }

    /// <summary>What a pixel of 0 is once it is normalised.</summary>
    public float[] Black => [.. mean.Select((value, channel) => -value / std[channel])];

    /// <summary>Changes a picture in place.</summary>
    /// <param name="picture">[Height, Width, Channels]</param>
    /// <param name="draw">Its colours are used.</param>
    /// <param name="random">Gives the noise.</param>
    public void Apply(Span<float> picture, in AugmentationDraw draw, ref PictureRandom random)
    {
        int channels = mean.Length;
        float contrast = (float)draw.Contrast, saturation = (float)draw.Saturation;
        float level = (float)((1 - draw.Contrast) * (draw.Contrast == 1 ? 0 : MeanLuma(picture)) + draw.Brightness);
        Span<float> pixel = stackalloc float[3];
        for (int at = 0; at < picture.Length; at += channels)
        {
            float luma = 0;
            for (int i = 0; i < channels; i++)
            {
                pixel[i] = (contrast * ((picture[at + i] * std[i]) + mean[i])) + level;
                luma += weights[i] * pixel[i];
            }

            for (int i = 0; i < channels; i++)
            {
                float value = channels == 1 ? pixel[i] : luma + (saturation * (pixel[i] - luma));
                if (noise > 0)
                    value += noise * random.NextNormal();
                picture[at + i] = (Math.Clamp(value, 0f, 1f) - mean[i]) / std[i];
            }
        }
    }

    private double MeanLuma(ReadOnlySpan<float> picture)
    {
        int channels = mean.Length;
        double sum = 0;
        for (int i = 0, channel = 0; i < picture.Length; i++, channel = channel + 1 == channels ? 0 : channel + 1)
            sum += weights[channel] * (double)((picture[i] * std[channel]) + mean[channel]);
        return sum / (picture.Length / channels);
    }
}
