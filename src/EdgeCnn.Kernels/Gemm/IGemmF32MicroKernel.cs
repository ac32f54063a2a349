namespace EdgeCnn.Kernels.Gemm;

/// <summary>The inner product of an Mr x Nr tile of float32, and its store.</summary>
/// <remarks>
/// Exactness: every implementation adds the products of one output in ascending k with one fused multiply-add each, from
/// zero, then the bias, so all of them give equal bits.
/// </remarks>
internal unsafe interface IGemmF32MicroKernel
{
    /// <summary>Name, tile and packing.</summary>
    static abstract GemmFormat Format { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Rows of the tile; equals the format's, here as a constant for the JIT.</summary>
    static abstract int Mr { get; }

    /// <summary>Columns of the tile.</summary>
    static abstract int Nr { get; }

    /// <summary>to[i, j] = clamp(Σ a[i, k]·b[k, j] + bias[j]) for a whole tile; rows are stored in ascending order, for they may overlap.</summary>
    /// <param name="rows">For each segment of k the places where the Mr rows of A have it. // [segments, Mr]</param>
    /// <param name="segments">Into how many pieces k is cut, at least 1.</param>
    /// <param name="length">Elements of a segment, a positive multiple of the format's Kr.</param>
    /// <param name="b">One packed panel. // [segments·length, Nr]</param>
    /// <param name="to">Where the result goes and how.</param>
    static abstract void Run(float** rows, nint segments, nint length, float* b, in F32Tile to);
}

/// <summary>Where a float tile goes: plain pointers, so that a micro-kernel's store is a handful of instructions a row.</summary>
internal readonly unsafe struct F32Tile(float* output, nint stride, float* bias, float minimum, float maximum)
{
    /// <summary>Row 0, column 0.</summary>
    public readonly float* Output = output;

    /// <summary>Elements from one row to the next.</summary>
    public readonly nint Stride = stride;

    /// <summary>Added to each row; Nr elements, never null.</summary>
    public readonly float* Bias = bias;

    /// <summary>Lower bound.</summary>
    public readonly float Minimum = minimum;

    /// <summary>Upper bound.</summary>
    public readonly float Maximum = maximum;
}
