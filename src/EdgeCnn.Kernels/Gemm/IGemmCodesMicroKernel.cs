using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>The inner product of an Mr x Nr int8 tile that requantizes whole tiles while their sums are in registers.</summary>
internal unsafe interface IGemmCodesMicroKernel
{
    /// <summary>Name, tile and packing.</summary>
    static abstract GemmFormat Format { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The codes of Σ a[i, k]·b[k, j], or the sums themselves where <see cref="CodesTile.Codes"/> is null.</summary>
    /// <param name="rows">For each segment of k the places where the Mr rows of A have it. // [segments, Mr]</param>
    /// <param name="segments">Into how many pieces k is cut, at least 1.</param>
    /// <param name="length">Elements of a segment, a positive multiple of the format's Kr.</param>
    /// <param name="b">One packed panel. // [segments·length / KGroup, Nr, KGroup] int8</param>
    /// <param name="to">Where the result goes and how.</param>
    static abstract void Run(byte** rows, nint segments, nint length, sbyte* b, in CodesTile to);
}

/// <summary>Where an int8 tile goes.</summary>
internal unsafe struct CodesTile(in RequantizeArgs r, int* sums, nint stride)
{
    /// <summary>Row 0, column 0 of the output for a whole tile; null for one at the edge, whose sums are stored.</summary>
    public byte* Codes;

    /// <summary>Bias of column 0.</summary>
    public int* Bias;

    /// <summary>Multiplier of column 0.</summary>
    public float* Multiplier;

    /// <summary>Where the sums of a tile at the edge go. // [Mr, Nr] int32</summary>
    public readonly int* Sums = sums;

    /// <summary>Codes from one row of the output to the next.</summary>
    public readonly nint Stride = stride;

    /// <summary>The output's zero point as a number.</summary>
    public readonly int ZeroPoint = r.ZeroPoint;

    /// <summary>Lowest code less the zero point.</summary>
    public readonly float Low = r.Minimum - r.ZeroPoint;

    /// <summary>Highest code less the zero point.</summary>
    public readonly float High = r.Maximum - r.ZeroPoint;
}
