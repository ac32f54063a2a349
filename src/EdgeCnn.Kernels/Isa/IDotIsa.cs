using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Isa;

/// <summary>A processor that multiplies and adds groups of four bytes (ARMv8.2 dot product, SDOT by element).</summary>
internal interface IDotIsa : IVectorIsa
{
    /// <summary>acc[i] + Σ b[4i+j]·a[j] over j in 0..3.</summary>
    static abstract Vector128<int> DotLane0(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a);

    /// <summary>acc[i] + Σ b[4i+j]·a[4+j] over j in 0..3.</summary>
    static abstract Vector128<int> DotLane1(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a);

    /// <summary>acc[i] + Σ b[4i+j]·a[8+j] over j in 0..3.</summary>
    static abstract Vector128<int> DotLane2(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a);

    /// <summary>acc[i] + Σ b[4i+j]·a[12+j] over j in 0..3.</summary>
    static abstract Vector128<int> DotLane3(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a);
}
