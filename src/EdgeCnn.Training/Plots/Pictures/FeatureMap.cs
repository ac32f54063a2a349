namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>One channel of a layer's output, or a grey picture.</summary>
public sealed class FeatureMap
{
    /// <summary>Wraps values.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="values">[height, width].</param>
    /// <exception cref="ArgumentException">The number of values does not fit.</exception>
    public FeatureMap(int height, int width, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != (long)height * width)
            throw new ArgumentException($"A map of {height}x{width} has {(long)height * width} values, got {values.Length}.", nameof(values));
        Height = height;
        Width = width;
        Values = values;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Row by row.</summary>
    public float[] Values { get; } // [Height, Width]

    /// <summary>The value at a place.</summary>
    public float this[int row, int column] => Values[(row * Width) + column];
}
