using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Isa;

/// <summary>
/// The seam between the kernels for pictures and 128-bit registers, beside <see cref="IVectorIsa"/>. Each operation has one exact meaning
/// and is one or two ARM instructions; <see cref="PortablePixelIsa"/> is its specification.
/// </summary>
internal unsafe interface IPixelIsa
{
    /// <summary>The part of kernel names that says which instructions run, for example <c>neon</c>.</summary>
    static abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Bytes 0, 2, 4, … and 1, 3, 5, … of 32 (LD2).</summary>
    static abstract (Vector128<byte> Even, Vector128<byte> Odd) LoadTwo(byte* from);

    /// <summary>Each third byte of 48 (LD3).</summary>
    static abstract (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadThree(byte* from);

    /// <summary>The first three of each four bytes of 64 (LD4).</summary>
    static abstract (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadThreeOfFour(byte* from);

    /// <summary>a[0], b[0], c[0], a[1], … as 48 bytes (ST3).</summary>
    static abstract void StoreThree(byte* to, Vector128<byte> a, Vector128<byte> b, Vector128<byte> c);

    /// <summary>Two pairs of neighbours: row[first[i]] and row[first[i] + 1] over i in 0..1 (LDR and LD1 of one lane).</summary>
    static abstract Vector64<ushort> LoadPairs(ushort* row, int* first);

    /// <summary>a[i]·b[i] (UMULL).</summary>
    static abstract Vector128<ushort> Multiply(Vector64<byte> a, Vector64<byte> b);

    /// <summary>a[8 + i]·b[8 + i] over i in 0..7 (UMULL2).</summary>
    static abstract Vector128<ushort> MultiplyUpper(Vector128<byte> a, Vector128<byte> b);

    /// <summary>acc[i] + a[i]·b[i] (UMLAL).</summary>
    static abstract Vector128<ushort> MultiplyAdd(Vector128<ushort> acc, Vector64<byte> a, Vector64<byte> b);

    /// <summary>acc[i] + a[8 + i]·b[8 + i] over i in 0..7 (UMLAL2).</summary>
    static abstract Vector128<ushort> MultiplyAddUpper(Vector128<ushort> acc, Vector128<byte> a, Vector128<byte> b);

    /// <summary>a[i]·b[i] (UMULL).</summary>
    static abstract Vector128<uint> Multiply(Vector64<ushort> a, Vector64<ushort> b);

    /// <summary>acc[i] + a[i]·b[i] (UMLAL).</summary>
    static abstract Vector128<uint> MultiplyAdd(Vector128<uint> acc, Vector64<ushort> a, Vector64<ushort> b);

    /// <summary>a[i]·b[i] (SMULL).</summary>
    static abstract Vector128<int> Multiply(Vector64<short> a, Vector64<short> b);

    /// <summary>a[4 + i]·b[4 + i] over i in 0..3 (SMULL2).</summary>
    static abstract Vector128<int> MultiplyUpper(Vector128<short> a, Vector128<short> b);

    /// <summary>acc[i] + a[i]·b[i] (SMLAL).</summary>
    static abstract Vector128<int> MultiplyAdd(Vector128<int> acc, Vector64<short> a, Vector64<short> b);

    /// <summary>acc[i] + a[4 + i]·b[4 + i] over i in 0..3 (SMLAL2).</summary>
    static abstract Vector128<int> MultiplyAddUpper(Vector128<int> acc, Vector128<short> a, Vector128<short> b);

    /// <summary>a[0] + a[1], a[2] + a[3], b[0] + b[1], b[2] + b[3] (ADDP).</summary>
    static abstract Vector128<uint> AddPairs(Vector128<uint> a, Vector128<uint> b);

    /// <summary>The elements 0, 2, 4, 6 of both (UZP1).</summary>
    static abstract Vector128<ushort> Even(Vector128<ushort> a, Vector128<ushort> b);

    /// <summary>The elements 1, 3, 5, 7 of both (UZP2).</summary>
    static abstract Vector128<ushort> Odd(Vector128<ushort> a, Vector128<ushort> b);

    /// <summary>(x + 2¹⁵) / 2¹⁶ of both; no sum reaches 2³² (RSHRN).</summary>
    static abstract Vector128<ushort> RoundHalves(Vector128<uint> a, Vector128<uint> b);

    /// <summary>The lower bytes of both (UZP1).</summary>
    static abstract Vector128<byte> Narrow(Vector128<ushort> a, Vector128<ushort> b);

    /// <summary>(x + 2¹²) / 2¹³ rounded down and clamped to 0..65535, of both (SQRSHRUN).</summary>
    static abstract Vector128<ushort> RoundWeights(Vector128<int> a, Vector128<int> b);

    /// <summary>Both clamped to 255 (UQXTN).</summary>
    static abstract Vector128<byte> NarrowSaturate(Vector128<ushort> a, Vector128<ushort> b);
}
