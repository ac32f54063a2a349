using System.Globalization;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>What a user wants to know of a tensor at a glance; codes are taken as the whole numbers that they are.</summary>
/// <param name="Min">Smallest finite element; null if there is none.</param>
/// <param name="Max">Largest finite element.</param>
/// <param name="Mean">Mean of the finite elements.</param>
/// <param name="NotFinite">Elements that are NaN or infinite.</param>
internal sealed record TensorSummary(double? Min, double? Max, double? Mean, int NotFinite)
{
    /// <summary>Looks at every element.</summary>
    public static TensorSummary Of(DataType type, ReadOnlySpan<byte> data) => type switch
    {
        DataType.Float32 => Of(MemoryMarshal.Cast<byte, float>(data)),
        DataType.Int32 => Of(MemoryMarshal.Cast<byte, int>(data)),
        DataType.Int64 => Of(MemoryMarshal.Cast<byte, long>(data)),
        DataType.Int8 => Of(MemoryMarshal.Cast<byte, sbyte>(data)),
        _ => Of(data),
    };

    /// <summary>For example <c>min -1.5, max 2, mean 0.25</c>.</summary>
    public override string ToString()
    {
        string text = Min is null ? "no finite element" : string.Create(CultureInfo.InvariantCulture, $"min {(float)Min}, max {(float)Max!}, mean {(float)Mean!}");
        return NotFinite == 0 ? text : $"{text}, {NotFinite} NaN or infinite";
    }

    private static TensorSummary Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IConvertible
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0;
        int finite = 0;
        foreach (T value in values)
        {
            double x = value.ToDouble(CultureInfo.InvariantCulture);
            if (!double.IsFinite(x))
                continue;
            (min, max, sum) = (Math.Min(min, x), Math.Max(max, x), sum + x);
            finite++;
        }

        return finite == 0 ? new(null, null, null, values.Length) : new(min, max, sum / finite, values.Length - finite);
    }
}
