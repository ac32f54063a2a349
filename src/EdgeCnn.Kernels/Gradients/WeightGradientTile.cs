namespace EdgeCnn.Kernels.Gradients;

/// <summary>What a micro-kernel for weight gradients walks over.</summary>
internal readonly unsafe struct WeightGradientTile
{
    /// <summary>The input under the first output pixel.</summary>
    public required float* X { get; init; }

    /// <summary>From the input under an output pixel to that under the next one to the right.</summary>
    public required nint XStep { get; init; }

    /// <summary>From the input under an output row to that under the next one.</summary>
    public required nint XRow { get; init; }

    /// <summary>The output gradient at the first pixel.</summary>
    public required float* Dy { get; init; }

    /// <summary>From one pixel's output gradient to the next one's.</summary>
    public required nint DyStep { get; init; }

    /// <summary>Output rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Output columns.</summary>
    public required int Columns { get; init; }

    /// <summary>The tile: read, added to, written.</summary>
    public required float* Sum { get; init; }

    /// <summary>From one weight's sums to the next one's.</summary>
    public required nint SumStep { get; init; }

    /// <summary>Creates a tile.</summary>
    public WeightGradientTile()
    {
    }
}
