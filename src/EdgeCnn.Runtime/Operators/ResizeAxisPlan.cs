using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Where the indices of one axis of a <see cref="ResizeNode"/> look in the input.</summary>
internal static class ResizeAxisPlan
{
    // A place nearer than this to the middle of two elements is the middle.
    private const double Middle = 1e-6;

    /// <summary>For each index of the result the index of the nearest element, or <see cref="Rearrangement{T}.Outside"/>.</summary>
    public static Func<int, int> Nearest(ResizeNode node, Shape input, int axis)
    {
        int size = input[axis];
        // A result as large as the input is the input, whatever the scales say.
        if (Stays(node, axis, size) || (node.Target == input && node.Coordinates != ResizeCoordinates.CropAndResize))
            return i => i;
        return i =>
        {
            float x = Coordinate(node, axis, size, i), below = MathF.Floor(x), ratio = x - below;
            if (IsOutside(node, x, size))
                return Rearrangement<byte>.Outside;
            bool middle = Math.Abs(ratio - 0.5) < Middle;
            bool up = ratio != 0 && node.Rounding switch
            {
                ResizeRounding.PreferFloor => ratio > 0.5f && !middle,
                ResizeRounding.PreferCeil => ratio > 0.5f || middle,
                ResizeRounding.Floor => false,
                _ => true,
            };
            return (int)Math.Clamp(below + (up ? 1 : 0), 0, size - 1);
        };
    }

    /// <summary>True if the axis comes out as it went in.</summary>
    public static bool Stays(ResizeNode node, int axis, int size) =>
        node.Target[axis] == size && node.Scales[axis] == 1 && (node.Coordinates != ResizeCoordinates.CropAndResize || (node.Roi[axis] == 0 && node.Roi[axis + node.Scales.Length] == 1))
        && node.Coordinates != ResizeCoordinates.TfHalfPixelForNearest;

    /// <summary>True for a place outside the input that holds the extrapolation value.</summary>
    public static bool IsOutside(ResizeNode node, float x, int size) =>
        node.Coordinates == ResizeCoordinates.CropAndResize && (x < 0 || x > size - 1);

    /// <summary>The place of an index of the result in the input.</summary>
    /// <remarks>
    /// Exactness: float32 as written; the division's rounding is what makes i/s an integer where the exact quotient would be
    /// one but for the scale's own rounding.
    /// </remarks>
    public static float Coordinate(ResizeNode node, int axis, int size, int i)
    {
        float scale = node.Scales[axis];
        int target = node.Target[axis];
        switch (node.Coordinates)
        {
            case ResizeCoordinates.AlignCorners:
                float length = node.Mode == ResizeMode.Nearest ? target : ScaledLength(scale, size, target);
                return length == 1 ? 0 : i * (size - 1) / (length - 1);
            case ResizeCoordinates.Asymmetric:
                return i / scale;
            case ResizeCoordinates.TfHalfPixelForNearest:
                return (i + 0.5f) / scale;
            case ResizeCoordinates.CropAndResize:
                float first = node.Roi[axis], last = node.Roi[axis + node.Scales.Length];
                return target > 1
                    ? (first * (size - 1)) + (i * (last - first) * (size - 1) / (target - 1))
                    : 0.5f * (first + last) * (size - 1);
            case ResizeCoordinates.PytorchHalfPixel when target == 1:
                return 0;
            case ResizeCoordinates.HalfPixelSymmetric:
                float offset = size / 2f * (1 - (target / ScaledLength(scale, size, target)));
                return offset + ((i + 0.5f) / scale) - 0.5f;
            default:
                return ((i + 0.5f) / scale) - 0.5f;
        }
    }

    // The result's length before it was rounded down; the rounding of the scale itself must not show.
    private static float ScaledLength(float scale, int size, int target)
    {
        float length = scale * size;
        return MathF.Abs(length - target) < 1e-5f * target ? target : length;
    }
}
