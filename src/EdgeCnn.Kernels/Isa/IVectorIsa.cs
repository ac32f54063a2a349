using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Isa;

/// <summary>
/// The seam between a 128-bit micro-kernel and a processor: the few operations that .NET's own <see cref="Vector128"/>
/// cannot name. Each maps to one ARM instruction; <see cref="PortableIsa"/> says exactly what it means and lets the very
/// same kernel text run, and be tested bit for bit, on any machine.
/// </summary>
internal interface IVectorIsa
{
    /// <summary>Last part of the kernels' names.</summary>
    static abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>acc[i] + b[i]·a[0], rounded once (FMLA by lane).</summary>
    static abstract Vector128<float> FmaLane0(Vector128<float> acc, Vector128<float> b, Vector128<float> a);

    /// <summary>acc[i] + b[i]·a[1], rounded once.</summary>
    static abstract Vector128<float> FmaLane1(Vector128<float> acc, Vector128<float> b, Vector128<float> a);

    /// <summary>acc[i] + b[i]·a[2], rounded once.</summary>
    static abstract Vector128<float> FmaLane2(Vector128<float> acc, Vector128<float> b, Vector128<float> a);

    /// <summary>acc[i] + b[i]·a[3], rounded once.</summary>
    static abstract Vector128<float> FmaLane3(Vector128<float> acc, Vector128<float> b, Vector128<float> a);

    /// <summary>Eight products in 16 bits (SMULL).</summary>
    static abstract Vector128<short> MultiplyWide(Vector64<sbyte> a, Vector64<sbyte> b);

    /// <summary>acc + eight products in 16 bits, wrapping (SMLAL); the caller keeps the sum in range.</summary>
    static abstract Vector128<short> MultiplyWideAdd(Vector128<short> acc, Vector64<sbyte> a, Vector64<sbyte> b);

    /// <summary>acc[i] + p[2i] + p[2i+1], widened to 32 bits first (SADALP).</summary>
    static abstract Vector128<int> AddPairsWide(Vector128<int> acc, Vector128<short> p);

    /// <summary>The sums of neighbours: a[0]+a[1], a[2]+a[3], b[0]+b[1], b[2]+b[3] (ADDP).</summary>
    static abstract Vector128<int> AddPairs(Vector128<int> a, Vector128<int> b);

    /// <summary>acc[i] + p[i] of four lanes (SADDW).</summary>
    static abstract Vector128<int> AddWideLower(Vector128<int> acc, Vector128<short> p);

    /// <summary>acc[i] + p[4+i] of four lanes (SADDW2).</summary>
    static abstract Vector128<int> AddWideUpper(Vector128<int> acc, Vector128<short> p);

    /// <summary>The nearest integer, half to even; beyond 32 bits the last of them (FCVTNS).</summary>
    static abstract Vector128<int> RoundToInt(Vector128<float> value);

    /// <summary>The low byte of each lane (XTN).</summary>
    static abstract Vector64<sbyte> Narrow(Vector128<short> value);
}
