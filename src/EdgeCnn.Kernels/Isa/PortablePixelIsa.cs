using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.Isa;

/// <summary>Any processor: the meaning of each operation of the seam for pictures. The specification of the others.</summary>
internal readonly unsafe struct PortablePixelIsa : IPixelIsa
{
    public static string Name => "portable";

    public static bool IsSupported => true;

    [MethodImpl(AggressiveInlining)]
    public static (Vector128<byte> Even, Vector128<byte> Odd) LoadTwo(byte* from)
    {
        Vector128<ushort> a = Vector128.Load(from).AsUInt16(), b = Vector128.Load(from + 16).AsUInt16();
        return (Vector128.Narrow(a, b), Vector128.Narrow(a >>> 8, b >>> 8));
    }

    public static (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadThree(byte* from) => LoadEach(from, 3);

    public static (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadThreeOfFour(byte* from) => LoadEach(from, 4);

    public static void StoreThree(byte* to, Vector128<byte> a, Vector128<byte> b, Vector128<byte> c)
    {
        for (int i = 0; i < 16; i++, to += 3)
            (to[0], to[1], to[2]) = (a[i], b[i], c[i]);
    }

    [MethodImpl(AggressiveInlining)]
    public static Vector64<ushort> LoadPairs(ushort* row, int* first) => Vector64.Create(
        Unsafe.ReadUnaligned<uint>(row + first[0]),
        Unsafe.ReadUnaligned<uint>(row + first[1])).AsUInt16();

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> Multiply(Vector64<byte> a, Vector64<byte> b) => Vector128.WidenLower(a.ToVector128Unsafe()) * Vector128.WidenLower(b.ToVector128Unsafe());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyUpper(Vector128<byte> a, Vector128<byte> b) => Vector128.WidenUpper(a) * Vector128.WidenUpper(b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyAdd(Vector128<ushort> acc, Vector64<byte> a, Vector64<byte> b) => acc + Multiply(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyAddUpper(Vector128<ushort> acc, Vector128<byte> a, Vector128<byte> b) => acc + MultiplyUpper(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> Multiply(Vector64<ushort> a, Vector64<ushort> b) => Vector128.WidenLower(a.ToVector128Unsafe()) * Vector128.WidenLower(b.ToVector128Unsafe());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> MultiplyAdd(Vector128<uint> acc, Vector64<ushort> a, Vector64<ushort> b) => acc + Multiply(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Multiply(Vector64<short> a, Vector64<short> b) => Vector128.WidenLower(a.ToVector128Unsafe()) * Vector128.WidenLower(b.ToVector128Unsafe());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyUpper(Vector128<short> a, Vector128<short> b) => Vector128.WidenUpper(a) * Vector128.WidenUpper(b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> acc, Vector64<short> a, Vector64<short> b) => acc + Multiply(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyAddUpper(Vector128<int> acc, Vector128<short> a, Vector128<short> b) => acc + MultiplyUpper(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> AddPairs(Vector128<uint> a, Vector128<uint> b) => Vector128.Create(a[0] + a[1], a[2] + a[3], b[0] + b[1], b[2] + b[3]);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> Even(Vector128<ushort> a, Vector128<ushort> b) => Vector128.Narrow(a.AsUInt32(), b.AsUInt32());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> Odd(Vector128<ushort> a, Vector128<ushort> b) => Vector128.Narrow(a.AsUInt32() >>> 16, b.AsUInt32() >>> 16);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> RoundHalves(Vector128<uint> a, Vector128<uint> b)
    {
        var half = Vector128.Create(1u << 15);
        return Vector128.Narrow((a + half) >>> 16, (b + half) >>> 16);
    }

    [MethodImpl(AggressiveInlining)]
    public static Vector128<byte> Narrow(Vector128<ushort> a, Vector128<ushort> b) => Vector128.Narrow(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> RoundWeights(Vector128<int> a, Vector128<int> b) => Vector128.Narrow(RoundWeights(a), RoundWeights(b));

    [MethodImpl(AggressiveInlining)]
    public static Vector128<byte> NarrowSaturate(Vector128<ushort> a, Vector128<ushort> b)
    {
        var most = Vector128.Create((ushort)255);
        return Vector128.Narrow(Vector128.Min(a, most), Vector128.Min(b, most));
    }

    private static Vector128<uint> RoundWeights(Vector128<int> a) =>
        Vector128.Min(Vector128.Max((a + Vector128.Create(1 << 12)) >> 13, default), Vector128.Create(65535)).AsUInt32();

    private static (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadEach(byte* from, int step)
    {
        Vector128<byte> a = default, b = default, c = default;
        for (int i = 0; i < 16; i++, from += step)
            (a, b, c) = (a.WithElement(i, from[0]), b.WithElement(i, from[1]), c.WithElement(i, from[2]));
        return (a, b, c);
    }
}
