namespace EdgeCnn.Kernels.Gemm;

/// <summary>The inner product of an Mr x Nr tile: rows of activation codes against packed int8 weights.</summary>
internal unsafe interface IGemmInt8MicroKernel
{
    /// <summary>Name, tile and packing.</summary>
    static abstract GemmFormat Format { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Rows of the tile; equals the format's, here as a constant for the JIT.</summary>
    static abstract int Mr { get; }

    /// <summary>Columns of the tile.</summary>
    static abstract int Nr { get; }

    /// <summary>True if weights may be −128.</summary>
    static virtual bool TakesMinimum => true;

    /// <summary>tile[i, j] = Σ a[i, k]·b[k, j].</summary>
    /// <param name="rows">For each segment of k the places where the Mr rows of A have it. // [segments, Mr]</param>
    /// <param name="segments">Into how many pieces k is cut, at least 1.</param>
    /// <param name="length">Elements of a segment, a positive multiple of the format's Kr.</param>
    /// <param name="b">One packed panel. // [segments·length / KGroup, Nr, KGroup] int8</param>
    /// <param name="tile">The result. // [Mr, Nr] int32</param>
    static abstract void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile);
}
