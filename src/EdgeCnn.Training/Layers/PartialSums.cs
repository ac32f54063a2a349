namespace EdgeCnn.Training.Layers;

/// <summary>A sum over pixels for each channel, of even and odd pixels apart: two chains of additions that do not wait for each other.</summary>
internal sealed class PartialSums(int channels)
{
    private readonly float[] even = new float[channels];
    private readonly float[] odd = new float[channels];

    /// <summary>The sums that a pixel belongs to.</summary>
    public Span<float> Of(int pixel) => (pixel & 1) == 0 ? even : odd;

    /// <summary>A channel's sum.</summary>
    public float Total(int channel) => even[channel] + odd[channel];

    public void Clear()
    {
        Array.Clear(even);
        Array.Clear(odd);
    }
}
