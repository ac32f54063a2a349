namespace EdgeCnn.Kernels.Pixels;

/// <summary>For each index of an axis of the result: which elements of the input it is a weighted sum of.</summary>
public sealed class TapTable
{
    /// <summary>As many first elements as indices, and one more for the end.</summary>
    public required int[] Starts { get; init; } // [size + 1] into Sources and Weights

    /// <summary>The taps' indices in the input.</summary>
    public required int[] Sources { get; init; }

    /// <summary>The taps' weights.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The axis' size in the result.</summary>
    public int Size => Starts.Length - 1;

    /// <summary>The value of an index without taps.</summary>
    public float Fill { get; init; }
}
