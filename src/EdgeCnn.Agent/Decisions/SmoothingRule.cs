using System.Diagnostics;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Agent.Decisions;

/// <summary>Second rule: exponential smoothing by a time constant, so that it is the same at every frame rate.</summary>
/// <remarks>
/// s += (1 − e^(−Δt/τ)) · (p − s). After τ a step has come through to 63 %. The first picture is taken as it is.
/// Shares that sum to one still do.
/// </remarks>
/// <param name="classes">How many probabilities.</param>
/// <param name="seconds">τ; 0 for no smoothing.</param>
internal sealed class SmoothingRule(int classes, double seconds)
{
    private readonly float[] smooth = new float[classes]; // [classes]
    private long last;
    private bool started;

    /// <summary>Smooths probabilities, in place.</summary>
    /// <param name="p">Probabilities of one picture.</param>
    /// <param name="at">When it was captured, in ticks of the stopwatch; a clock that goes back counts as standing still.</param>
    public void Apply(Span<float> p, long at)
    {
        if (seconds <= 0)
            return;
        if (!started)
        {
            p.CopyTo(smooth);
            (started, last) = (true, at);
            return;
        }

        double elapsed = Math.Max(0, at - last) / (double)Stopwatch.Frequency;
        float weight = 1 - Softmax.Exp((float)(-elapsed / seconds));
        last = Math.Max(last, at);
        for (int i = 0; i < smooth.Length; i++)
            p[i] = smooth[i] += weight * (p[i] - smooth[i]);
    }

    /// <summary>Goes on where another rule is.</summary>
    public void Resume(SmoothingRule from)
    {
        from.smooth.CopyTo(smooth, 0);
        (started, last) = (from.started, from.last);
    }
}
