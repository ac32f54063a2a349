namespace EdgeCnn.Kernels.Pixels;

/// <summary>Two rows of bytes and their weights; a position of more rows takes several of these, one after the other.</summary>
public readonly ref struct RowMix
{
    /// <summary>A row of bytes.</summary>
    public required ReadOnlySpan<byte> First { get; init; }

    /// <summary>Another one as long, or the same.</summary>
    public required ReadOnlySpan<byte> Second { get; init; }

    /// <summary>The first row's weight, 0 to 255.</summary>
    public required int FirstWeight { get; init; }

    /// <summary>The second row's weight, 0 to 255.</summary>
    public required int SecondWeight { get; init; }

    /// <summary>True to add to what the sums hold; they never exceed 256·255.</summary>
    public required bool Add { get; init; }
}
