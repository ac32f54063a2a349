namespace EdgeCnn.Kernels.Winograd;

/// <summary>The products between the two transforms of a Winograd convolution on codes: for each point Mr tiles by Nr columns.</summary>
internal unsafe interface IWinogradInt8Gemm
{
    /// <summary>Tiles.</summary>
    static abstract int Mr { get; }

    /// <summary>Columns.</summary>
    static abstract int Nr { get; }

    /// <summary>Products of a cycle in the inner loop, for the choice among kernels.</summary>
    static abstract double MacsPerCycle { get; }

    /// <summary>Cycles of a tile beside them, at each point.</summary>
    static abstract double CallCycles { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>sums[point, i, j] = Σ a[point, i, c]·b[point, c, j].</summary>
    /// <param name="rows">Where the Mr tiles have their first point. // [Mr] int16</param>
    /// <param name="channels">C, a multiple of 2.</param>
    /// <param name="nextPoint">Elements of a tile from one point to the next.</param>
    /// <param name="points">How many points, at least 1.</param>
    /// <param name="b">One panel. // [points, C / 2, Nr, 2] int16</param>
    /// <param name="sums">The result, points <paramref name="nextSums"/> apart. // [points, Mr, Nr] int32</param>
    /// <param name="nextSums">Elements from one point to the next.</param>
    static abstract void Run(short** rows, nint channels, nint nextPoint, nint points, sbyte* b, int* sums, nint nextSums);
}
