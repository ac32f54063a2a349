using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The weighted sums along one axis of a <see cref="ResizeNode"/>.</summary>
/// <remarks>
/// With b = ⌈x⌉ − 1 and r = x − b, 0 &lt; r ≤ 1, tap b + i has the weight f(s·(i − r)), where s is 1, or the scale where the
/// filter is widened, and f is the line 1 − |t| or Keys' cubic.
/// Source: Keys 1981, "Cubic Convolution Interpolation for Digital Image Processing"; ONNX Resize.
/// </remarks>
internal static class ResizeTaps
{
    public static TapTable Of(ResizeNode node, int axis, int size)
    {
        var starts = new List<int> { 0 };
        var sources = new List<int>();
        var weights = new List<float>();
        for (int i = 0; i < node.Target[axis]; i++)
        {
            float x = ResizeAxisPlan.Coordinate(node, axis, size, i);
            if (!ResizeAxisPlan.IsOutside(node, x, size))
                AddTaps(node, axis, size, x, sources, weights);
            starts.Add(sources.Count);
        }

        return new TapTable { Starts = [.. starts], Sources = [.. sources], Weights = [.. weights], Fill = node.Extrapolation };
    }

    private static void AddTaps(ResizeNode node, int axis, int size, float x, List<int> sources, List<float> weights)
    {
        float scale = node.Antialias ? MathF.Min(node.Scales[axis], 1) : 1;
        int support = node.Mode == ResizeMode.Linear ? 1 : 2, first = (int)MathF.Floor(-support / scale) + 1, below = (int)MathF.Ceiling(x) - 1;
        double r = (double)x - below;
        // The edge is repeated outside the input, unless such taps count for nothing; equal sources are one tap.
        var sums = new SortedDictionary<int, double>();
        double total = 0;
        for (int i = first; i < 2 - first; i++)
        {
            double weight = Filter(node, scale * (i - r));
            int source = Math.Clamp(below + i, 0, size - 1);
            if (weight == 0 || (node.ExcludeOutside && source != below + i))
                continue;
            sums[source] = sums.GetValueOrDefault(source) + weight;
            total += weight;
        }

        if (!node.Antialias && !node.ExcludeOutside)
            total = 1;
        foreach (var (source, weight) in sums)
        {
            sources.Add(source);
            weights.Add((float)(weight / total));
        }
    }

    private static double Filter(ResizeNode node, double t)
    {
        double a = node.CubicCoefficient;
        t = Math.Abs(t);
        if (node.Mode == ResizeMode.Linear)
            return Math.Max(0, 1 - t);
        if (t <= 1)
            return ((((a + 2) * t) - (a + 3)) * t * t) + 1;
        return t < 2 ? (((((t - 5) * t) + 8) * t) - 4) * a : 0;
    }
}
