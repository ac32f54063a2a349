namespace EdgeCnn.Kernels.Gemm;

/// <summary>The inner product of an Mr x Nr int8 tile on codes widened to 16 bits, for processors without products of bytes; whole tiles leave requantized.</summary>
internal unsafe interface IGemmWideMicroKernel
{
    /// <summary>Name, tile and packing.</summary>
    static abstract GemmFormat Format { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The codes of Σ a[i, k]·b[k, j], or the sums themselves where <see cref="CodesTile.Codes"/> is null.</summary>
    /// <param name="rows">For each segment of k the places where the Mr rows of A have it. // [segments, Mr] int16</param>
    /// <param name="segments">Into how many pieces k is cut, at least 1.</param>
    /// <param name="length">Elements of a segment, a positive multiple of the format's Kr.</param>
    /// <param name="b">One packed panel. // [segments·length / KGroup, Nr, KGroup]</param>
    /// <param name="to">Where the result goes and how.</param>
    static abstract void Run(short** rows, nint segments, nint length, sbyte* b, in CodesTile to);
}
