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

    /// <summary>True if the kernel reads rows widened to int16, as a processor without byte products wants them.</summary>
    static abstract bool WidenedRows { get; }

    /// <summary>tile[i, j] = Σ a[i, k]·b[k, j] over k in 0..<paramref name="k"/>.</summary>
    /// <param name="a">Row i starts <paramref name="aStrideBytes"/>·i bytes behind it; all Mr rows are readable. // [Mr, k]</param>
    /// <param name="aStrideBytes">Bytes from one row of A to the next.</param>
    /// <param name="b">One packed panel. // [k / KGroup, Nr, KGroup] int8</param>
    /// <param name="tile">The result. // [Mr, Nr] int32</param>
    /// <param name="k">A positive multiple of the format's Kr.</param>
    static abstract void Run(byte* a, nint aStrideBytes, sbyte* b, int* tile, int k);
}
