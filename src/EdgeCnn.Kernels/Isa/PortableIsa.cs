using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Isa;

/// <summary>Any processor: the meaning of each operation of the seam, element by element. The specification of the others.</summary>
internal readonly struct PortableIsa : IDotIsa
{
    public static string Name => "portable";

    public static bool IsSupported => true;

    public static Vector128<float> FmaLane0(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => Fma(acc, b, a[0]);

    public static Vector128<float> FmaLane1(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => Fma(acc, b, a[1]);

    public static Vector128<float> FmaLane2(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => Fma(acc, b, a[2]);

    public static Vector128<float> FmaLane3(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => Fma(acc, b, a[3]);

    public static Vector128<short> MultiplyWide(Vector64<sbyte> a, Vector64<sbyte> b) => Widen(a) * Widen(b);

    public static Vector128<short> MultiplyWideAdd(Vector128<short> acc, Vector64<sbyte> a, Vector64<sbyte> b) => acc + (Widen(a) * Widen(b));

    public static Vector128<int> AddPairsWide(Vector128<int> acc, Vector128<short> p) =>
        acc + AddPairs(Vector128.WidenLower(p), Vector128.WidenUpper(p));

    public static Vector128<int> AddPairs(Vector128<int> a, Vector128<int> b) =>
        Vector128.Create(a[0] + a[1], a[2] + a[3], b[0] + b[1], b[2] + b[3]);

    public static Vector128<int> AddWideLower(Vector128<int> acc, Vector128<short> p) => acc + Vector128.WidenLower(p);

    public static Vector128<int> AddWideUpper(Vector128<int> acc, Vector128<short> p) => acc + Vector128.WidenUpper(p);

    public static Vector128<int> RoundToInt(Vector128<float> value) => Vector128.ConvertToInt32(Vector128.Round(value));

    public static Vector64<sbyte> Narrow(Vector128<short> value) => Vector128.Narrow(value, value).GetLower();

    public static Vector128<int> DotLane0(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dot(acc, b, a, 0);

    public static Vector128<int> DotLane1(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dot(acc, b, a, 1);

    public static Vector128<int> DotLane2(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dot(acc, b, a, 2);

    public static Vector128<int> DotLane3(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dot(acc, b, a, 3);

    public static Vector128<int> Dot(Vector128<int> acc, Vector128<sbyte> a, Vector128<sbyte> b)
    {
        Vector128<short> lower = Vector128.WidenLower(a) * Vector128.WidenLower(b), upper = Vector128.WidenUpper(a) * Vector128.WidenUpper(b);
        return acc + AddPairs(
            AddPairs(Vector128.WidenLower(lower), Vector128.WidenUpper(lower)),
            AddPairs(Vector128.WidenLower(upper), Vector128.WidenUpper(upper)));
    }

    public static Vector128<sbyte> Interleave(Vector64<sbyte> a, Vector64<sbyte> b) =>
        Vector128.Shuffle(Vector128.Create(a, b), Vector128.Create((sbyte)0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));

    public static Vector128<sbyte> InterleavePairsLower(Vector128<sbyte> a, Vector128<sbyte> b) =>
        Vector128.Shuffle(Vector128.Create(a.GetLower(), b.GetLower()).AsInt16(), Vector128.Create((short)0, 4, 1, 5, 2, 6, 3, 7)).AsSByte();

    public static Vector128<sbyte> InterleavePairsUpper(Vector128<sbyte> a, Vector128<sbyte> b) =>
        Vector128.Shuffle(Vector128.Create(a.GetUpper(), b.GetUpper()).AsInt16(), Vector128.Create((short)0, 4, 1, 5, 2, 6, 3, 7)).AsSByte();

    private static Vector128<float> Fma(Vector128<float> acc, Vector128<float> b, float a) => Vector128.FusedMultiplyAdd(b, Vector128.Create(a), acc);

    private static Vector128<short> Widen(Vector64<sbyte> a) => Vector128.WidenLower(a.ToVector128Unsafe());

    private static Vector128<int> Dot(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a, int lane)
    {
        int a0 = a[4 * lane], a1 = a[(4 * lane) + 1], a2 = a[(4 * lane) + 2], a3 = a[(4 * lane) + 3];
        return acc + Vector128.Create(
            (b[0] * a0) + (b[1] * a1) + (b[2] * a2) + (b[3] * a3),
            (b[4] * a0) + (b[5] * a1) + (b[6] * a2) + (b[7] * a3),
            (b[8] * a0) + (b[9] * a1) + (b[10] * a2) + (b[11] * a3),
            (b[12] * a0) + (b[13] * a1) + (b[14] * a2) + (b[15] * a3));
    }
}
