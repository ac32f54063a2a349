using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>How weights lie in memory that meet codes of 16 bits.</summary>
internal unsafe interface IWideWeights
{
    /// <summary>Part of the kernel's name.</summary>
    static abstract string Suffix { get; }

    /// <summary>Bytes of the 32 weights of a register.</summary>
    static abstract int VectorBytes { get; }

    /// <summary>32 weights.</summary>
    static abstract Vector512<short> Load(sbyte* from);
}

/// <summary>As bytes, which are widened as they are read: half of the memory, and one instruction for all rows of a tile.</summary>
internal readonly unsafe struct ByteWeights : IWideWeights
{
    public static string Suffix => "";

    public static int VectorBytes => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(sbyte* from) => Avx512BW.ConvertToVector512Int16(Vector256.Load(from));
}

/// <summary>As 16-bit numbers, for weights that do not fit bytes.</summary>
internal readonly unsafe struct WordWeights : IWideWeights
{
    public static string Suffix => "w";

    public static int VectorBytes => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(sbyte* from) => Vector512.Load((short*)from);
}
