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

    /// <summary>acc[i] + Σ a[4i+j]·b[4i+j] over j in 0..3 (SDOT).</summary>
    static abstract Vector128<int> Dot(Vector128<int> acc, Vector128<sbyte> a, Vector128<sbyte> b);

    /// <summary>a[0], b[0], a[1], b[1], … (ZIP1 of bytes).</summary>
    static abstract Vector128<sbyte> Interleave(Vector64<sbyte> a, Vector64<sbyte> b);

    /// <summary>a[0], a[1], b[0], b[1], a[2], … of the lower halves (ZIP1 of 16 bits).</summary>
    static abstract Vector128<sbyte> InterleavePairsLower(Vector128<sbyte> a, Vector128<sbyte> b);

    /// <summary>a[8], a[9], b[8], b[9], a[10], … of the upper halves (ZIP2 of 16 bits).</summary>
    static abstract Vector128<sbyte> InterleavePairsUpper(Vector128<sbyte> a, Vector128<sbyte> b);
}
