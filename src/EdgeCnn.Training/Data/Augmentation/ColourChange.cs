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
    private readonly float[] inverse; // 1/std
    private readonly float[] weights; // of luma, in the order of the channels
    private readonly float noise;

    /// <summary>Takes the units of the input.</summary>
    public ColourChange(InputContract contract, double noise)
    {
        // A contract may leave pixels at 0..255; its numbers are then in these units.
        float unit = (contract.Divisor ?? 255f) / 255f;
        mean = [.. contract.Mean.Select(value => value * unit)];
        std = [.. contract.Std.Select(value => value * unit)];
        inverse = [.. std.Select(value => 1 / value)];
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
        float level = (float)((1 - draw.Contrast) * (draw.Contrast == 1 ? 0 : MeanLuma(picture)) + draw.Brightness);
        if (mean.Length == 1)
            ChangeGrey(picture, (float)draw.Contrast, level, ref random);
        else
            ChangeColours(picture, (float)draw.Contrast, level, (float)draw.Saturation, ref random);
    }

    private void ChangeGrey(Span<float> picture, float contrast, float level, ref PictureRandom random)
    {
        float scale = std[0], back = inverse[0], middle = mean[0];
        foreach (ref float value in picture)
        {
            float p = (contrast * ((value * scale) + middle)) + level;
            if (noise > 0)
                p += noise * random.NextNormal();
            value = (Math.Clamp(p, 0f, 1f) - middle) * back;
        }
    }

    private void ChangeColours(Span<float> picture, float contrast, float level, float saturation, ref PictureRandom random)
    {
        float scale0 = std[0], scale1 = std[1], scale2 = std[2], middle0 = mean[0], middle1 = mean[1], middle2 = mean[2];
        float back0 = inverse[0], back1 = inverse[1], back2 = inverse[2], luma0 = weights[0], luma1 = weights[1], luma2 = weights[2];
        for (int at = 0; at + 2 < picture.Length; at += 3)
        {
            Span<float> pixel = picture.Slice(at, 3);
            float p0 = (contrast * ((pixel[0] * scale0) + middle0)) + level, p1 = (contrast * ((pixel[1] * scale1) + middle1)) + level, p2 = (contrast * ((pixel[2] * scale2) + middle2)) + level;
            float luma = (luma0 * p0) + (luma1 * p1) + (luma2 * p2);
            (p0, p1, p2) = (luma + (saturation * (p0 - luma)), luma + (saturation * (p1 - luma)), luma + (saturation * (p2 - luma)));
            if (noise > 0)
                (p0, p1, p2) = (p0 + (noise * random.NextNormal()), p1 + (noise * random.NextNormal()), p2 + (noise * random.NextNormal()));
            pixel[0] = (Math.Clamp(p0, 0f, 1f) - middle0) * back0;
            pixel[1] = (Math.Clamp(p1, 0f, 1f) - middle1) * back1;
            pixel[2] = (Math.Clamp(p2, 0f, 1f) - middle2) * back2;
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
