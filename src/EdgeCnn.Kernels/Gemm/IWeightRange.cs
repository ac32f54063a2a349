namespace EdgeCnn.Kernels.Gemm;

/// <summary>What a kernel may assume of int8 weights.</summary>
internal interface IWeightRange
{
    /// <summary>Part of the kernel's name.</summary>
    static abstract string Suffix { get; }

    /// <summary>True if two products of a weight and a code always fit 16 bits together.</summary>
    static abstract bool PairsFit { get; }
}

/// <summary>Weights in −127..127, as the quantizer writes them.</summary>
internal readonly struct SymmetricWeights : IWeightRange
{
    public static string Suffix => "";

    public static bool PairsFit => true;
}

/// <summary>Any int8 weights, −128 included, as imported models may hold them.</summary>
internal readonly struct FullRangeWeights : IWeightRange
{
    public static string Suffix => "-full";

    public static bool PairsFit => false;
}
