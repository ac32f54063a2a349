namespace EdgeCnn.Kernels.Gemm;

/// <summary>The inner product of an Mr x Nr tile of float32.</summary>
/// <remarks>
/// Exactness: every implementation adds the products of one output in ascending k with one fused multiply-add each, from
/// zero, so all of them give equal bits.
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

    /// <summary>tile[i, j] = Σ a[i, k]·b[k, j] over k in 0..<paramref name="k"/>.</summary>
    /// <param name="a">Row i starts <paramref name="aStride"/>·i elements behind it; all Mr rows are readable. // [Mr, k]</param>
    /// <param name="aStride">Elements from one row of A to the next.</param>
    /// <param name="b">One packed panel. // [k, Nr]</param>
    /// <param name="tile">The result. // [Mr, Nr]</param>
    /// <param name="k">A positive multiple of the format's Kr.</param>
    static abstract void Run(float* a, nint aStride, float* b, float* tile, int k);
}
