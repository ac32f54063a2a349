namespace EdgeCnn.Agent.Decisions;

/// <summary>Third rule: a class is seen from `enter` on, until it falls below `leave` (hysteresis). Each class has limits of its own.</summary>
/// <param name="enter">The probability from which a class is seen.</param>
/// <param name="leave">The probability below which it is not seen any more; not above `enter`.</param>
internal sealed class ThresholdRule(float[] enter, float[] leave)
{
    /// <summary>Judges each class on its own.</summary>
    /// <param name="p">Probabilities.</param>
    /// <param name="seen">The last picture's answer, and this one's.</param>
    public void Apply(ReadOnlySpan<float> p, Span<bool> seen)
    {
        for (int i = 0; i < enter.Length; i++)
            seen[i] = p[i] >= (seen[i] ? leave[i] : enter[i]);
    }
}
