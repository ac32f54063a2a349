namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>How much of each pixel of one row is covered.</summary>
/// <param name="from">Nothing left of it counts.</param>
/// <param name="to">Nothing right of it counts.</param>
/// <param name="left">The first pixel.</param>
/// <param name="right">The pixel after the last one.</param>
internal sealed class CoverageRow(double from, double to, int left, int right)
{
    private readonly float[] own = new float[right - left + 1];

    // Whole pixels of a stretch are noted as a step up at its first and a step down after its last one.
    private readonly float[] steps = new float[right - left + 2];
    private int least = int.MaxValue;
    private int most = -1;

    public void Clear()
    {
        if (most >= least)
        {
            Array.Clear(own, least, most - least + 1);
            Array.Clear(steps, least, most - least + 2);
        }

        (least, most) = (int.MaxValue, -1);
    }

    /// <summary>Adds a stretch of a level line.</summary>
    public void Add(double start, double end, double weight)
    {
        start = Math.Max(start, from) - left;
        end = Math.Min(end, to) - left;
        if (!(end > start))
            return;
        int first = (int)start, last = (int)Math.Min(end, own.Length - 1);
        least = Math.Min(least, first);
        most = Math.Max(most, last);
        if (first == last)
        {
            own[first] += (float)(weight * (end - start));
            return;
        }

        own[first] += (float)(weight * (first + 1 - start));
        own[last] += (float)(weight * (end - last));
        steps[first + 1] += (float)weight;
        steps[last] -= (float)weight;
    }

    public void Blend(Surface surface, int y, Ink ink)
    {
        float level = 0;
        for (int i = least; i <= most; i++)
        {
            level += steps[i];
            if (left + i < surface.Width)
                surface.Blend(left + i, y, ink, Math.Min(1, level + own[i] + 1e-4f));
        }
    }
}
