namespace EdgeCnn.Testing;

/// <summary>Resampling of one axis by the definition of ONNX Resize: the n nearest places of the axis repeated at its edges, each with its weight.</summary>
public static class ReferenceResize
{
    /// <summary>The sum of weighted elements around a place.</summary>
    /// <param name="x">The place.</param>
    /// <param name="size">Elements of the axis.</param>
    /// <param name="element">The element at an index.</param>
    /// <param name="a">Keys' parameter, or null for a line.</param>
    /// <param name="scale">The scale by which the filter is widened; 1 for none.</param>
    /// <param name="excludeOutside">True to leave places outside out.</param>
    public static double At(double x, int size, Func<int, double> element, double? a, double scale, bool excludeOutside)
    {
        ArgumentNullException.ThrowIfNull(element);
        scale = Math.Min(scale, 1);
        double support = (a is null ? 1 : 2) / scale, sum = 0, total = 0;
        bool integral = Math.Floor(x) == x;
        for (int i = (int)Math.Floor(x - support) - 1; i <= x + support + 1; i++)
        {
            // A place that is an element has that one at a distance of 0, so both ends of the support are 0.
            double t = Math.Abs(i - x) * scale;
            double weight = a is { } keys ? Keys(t, keys) : Math.Max(0, 1 - t);
            if (integral && i == x)
                weight = 1;
            if (excludeOutside && (i < 0 || i >= size))
                continue;
            sum += weight * element(Math.Clamp(i, 0, size - 1));
            total += weight;
        }

        return sum / total;
    }

    private static double Keys(double t, double a) => t switch
    {
        <= 1 => ((a + 2) * t * t * t) - ((a + 3) * t * t) + 1,
        < 2 => (a * t * t * t) - (5 * a * t * t) + (8 * a * t) - (4 * a),
        _ => 0,
    };
}
