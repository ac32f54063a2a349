using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>The steps from a picture to a model's input by AVX2.</summary>
internal sealed unsafe class PixelsAvx2 : PixelKernel
{
    // Products of VPMADDWD are signed, and sums go up to 65280: they are multiplied less 2¹⁵, which weights of 256 together make up for.
    private const int Sign = 0x8000, Correction = (Sign * 256) + (1 << 15);

    // Of four 64-bit quarters, the middle two change places.
    private const byte InOrder = 0b11_01_10_00;

    public override string Name => "pixels-avx2";

    public override bool IsSupported => Avx2.IsSupported;

    [MethodImpl(Compilation.Hot)]
    private protected override void MixPlain(in RowPair rows, ushort* sums, int count)
    {
        byte* a = rows.A, b = rows.B;
        var keep = Vector256.Create(rows.Add ? ushort.MaxValue : (ushort)0);
        var wa = Vector256.Create((ushort)rows.WeightA);
        var wb = Vector256.Create((ushort)rows.WeightB);
        int i = 0;
        for (; i <= count - 16; i += 16)
            Mix(sums + i, keep, Avx2.ConvertToVector256Int16(a + i).AsUInt16(), Avx2.ConvertToVector256Int16(b + i).AsUInt16(), wa, wb);
        for (; i < count; i++)
            sums[i] = rows.Sum(i, sums[i]);
    }

    // Sixteen pairs a step, as 16-bit numbers: the lower byte and the upper one.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPairs(in RowPair rows, ushort* first, ushort* second, int count)
    {
        byte* a = rows.A, b = rows.B;
        var keep = Vector256.Create(rows.Add ? ushort.MaxValue : (ushort)0);
        var wa = Vector256.Create((ushort)rows.WeightA);
        var wb = Vector256.Create((ushort)rows.WeightB);
        var low = Vector256.Create((ushort)255);
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector256<ushort> x = Vector256.Load((ushort*)(a + (2 * i))), z = Vector256.Load((ushort*)(b + (2 * i)));
            Mix(first + i, keep, x & low, z & low, wa, wb);
            Mix(second + i, keep, x >>> 8, z >>> 8, wa, wb);
        }

        for (; i < count; i++)
        {
            first[i] = rows.Sum(2 * i, first[i]);
            second[i] = rows.Sum((2 * i) + 1, second[i]);
        }
    }

    // Sixteen times four bytes a step; both chromas part after they are multiplied.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPacked(in RowPair rows, ushort* luma, ushort* first, ushort* second, int count, bool lumaFirst)
    {
        byte* a = rows.A, b = rows.B;
        var keep = Vector256.Create(rows.Add ? ushort.MaxValue : (ushort)0);
        var wa = Vector256.Create((ushort)rows.WeightA);
        var wb = Vector256.Create((ushort)rows.WeightB);
        var low = Vector256.Create((ushort)255);
        var lowHalf = Vector256.Create(0xFFFFu);
        int y = lumaFirst ? 0 : 8, c = 8 - y, i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector256<ushort> x0 = Vector256.Load((ushort*)(a + (4 * i))), x1 = Vector256.Load((ushort*)(a + (4 * i) + 32));
            Vector256<ushort> z0 = Vector256.Load((ushort*)(b + (4 * i))), z1 = Vector256.Load((ushort*)(b + (4 * i) + 32));
            Mix(luma + (2 * i), keep, (x0 >>> y) & low, (z0 >>> y) & low, wa, wb);
            Mix(luma + (2 * i) + 16, keep, (x1 >>> y) & low, (z1 >>> y) & low, wa, wb);
            var chroma0 = ((((x0 >>> c) & low) * wa) + (((z0 >>> c) & low) * wb)).AsUInt32();
            var chroma1 = ((((x1 >>> c) & low) * wa) + (((z1 >>> c) & low) * wb)).AsUInt32();
            Add(first + i, keep, Avx2.PackUnsignedSaturate((chroma0 & lowHalf).AsInt32(), (chroma1 & lowHalf).AsInt32()));
            Add(second + i, keep, Avx2.PackUnsignedSaturate((chroma0 >>> 16).AsInt32(), (chroma1 >>> 16).AsInt32()));
        }

        int at = lumaFirst ? 0 : 1;
        for (; i < count; i++)
        {
            luma[2 * i] = rows.Sum((4 * i) + at, luma[2 * i]);
            luma[(2 * i) + 1] = rows.Sum((4 * i) + 2 + at, luma[(2 * i) + 1]);
            first[i] = rows.Sum((4 * i) + 1 - at, first[i]);
            second[i] = rows.Sum((4 * i) + 3 - at, second[i]);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void MixColumns(ushort* sums, in Columns columns, byte* result)
    {
        int* first = columns.First;
        ushort* weights = columns.Weights;
        int taps = columns.Taps;
        for (int left = columns.Count; left != 0; left -= 16, first += 16, result += 16, weights += 16 * taps)
        {
            Vector256<int> a, b;
            if (taps == 2)
            {
                a = EightPairs(sums, first, weights);
                b = EightPairs(sums, first + 8, weights + 16);
            }
            else if (taps == 4)
            {
                a = EightFours(sums, first, weights);
                b = EightFours(sums, first + 8, weights + 32);
            }
            else
            {
                a = Vector256.Create(FourMeans(sums, first, weights, taps), FourMeans(sums, first + 4, weights + (4 * taps), taps));
                b = Vector256.Create(FourMeans(sums, first + 8, weights + (8 * taps), taps), FourMeans(sums, first + 12, weights + (12 * taps), taps));
            }

            var correction = Vector256.Create(Correction);
            var words = Avx2.Permute4x64(Avx2.PackUnsignedSaturate((a + correction) >>> 16, (b + correction) >>> 16).AsInt64(), InOrder).AsInt16();
            Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper()).Store(result);
        }
    }

    // Two taps a step: one load has both pixels, whose components come to lie side by side.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPixels(ushort* sums, int components, in Columns columns, byte* result)
    {
        int* first = columns.First;
        ushort* weights = columns.Weights;
        int taps = columns.Taps;
        var pairs = components == 3
            ? Vector128.Create((byte)0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, 12, 13, 14, 15)
            : Vector128.Create((byte)0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
        var correction = Vector128.Create(Correction);
        for (int left = columns.Count; left != 0; left -= 4, first += 4, result += 16, weights += 4 * taps)
        {
            var a = Pixel(sums + ((nint)first[0] * components), components, weights, taps, pairs);
            var b = Pixel(sums + ((nint)first[1] * components), components, weights + taps, taps, pairs);
            var c = Pixel(sums + ((nint)first[2] * components), components, weights + (2 * taps), taps, pairs);
            var d = Pixel(sums + ((nint)first[3] * components), components, weights + (3 * taps), taps, pairs);
            var lower = Sse41.PackUnsignedSaturate((a + correction) >>> 16, (b + correction) >>> 16).AsInt16();
            var upper = Sse41.PackUnsignedSaturate((c + correction) >>> 16, (d + correction) >>> 16).AsInt16();
            Sse2.PackUnsignedSaturate(lower, upper).Store(result);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void Split(byte* pixels, int step, byte* a, byte* b, byte* c, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            byte* from = pixels + (step * i);
            Vector128<byte> x = Vector128.Load(from), y = Vector128.Load(from + 16), z = Vector128.Load(from + 32);
            if (step == 3)
            {
                PixelShuffles.Split(x, y, z, 0).Store(a + i);
                PixelShuffles.Split(x, y, z, 1).Store(b + i);
                PixelShuffles.Split(x, y, z, 2).Store(c + i);
                continue;
            }

            Vector128<uint> p = x.AsUInt32(), q = y.AsUInt32(), r = z.AsUInt32(), s = Vector128.Load(from + 48).AsUInt32();
            Component(p, q, r, s).Store(a + i);
            Component(p >>> 8, q >>> 8, r >>> 8, s >>> 8).Store(b + i);
            Component(p >>> 16, q >>> 16, r >>> 16, s >>> 16).Store(c + i);
        }

        for (; i < count; i++)
            (a[i], b[i], c[i]) = (pixels[step * i], pixels[(step * i) + 1], pixels[(step * i) + 2]);
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void ToRgb(byte* y, byte* cb, byte* cr, int count, in Pixels.YuvWeights weights)
    {
        var black = Vector256.Create(weights.LumaOffset);
        var middle = Vector256.Create((short)128);
        var one = Vector256.Create((short)1);
        var lumaCr = Pair(weights.Luma, weights.RedCr);
        var lumaCb = Pair(weights.Luma, weights.BlueCb);
        var greenCb = Pair(weights.Luma, weights.GreenCb);
        var greenCr = Pair(weights.GreenCr, 1 << (Pixels.YuvWeights.Shift - 1));
        var half = Vector256.Create(1 << (Pixels.YuvWeights.Shift - 1));
        for (int i = 0; i < count; i += 16)
        {
            var l = Avx2.ConvertToVector256Int16(y + i) - black;
            var u = Avx2.ConvertToVector256Int16(cb + i) - middle;
            var v = Avx2.ConvertToVector256Int16(cr + i) - middle;
            // Pairs within each half of a register; packing puts them in order again.
            Vector256<short> lu0 = Avx2.UnpackLow(l, u), lu1 = Avx2.UnpackHigh(l, u), lv0 = Avx2.UnpackLow(l, v), lv1 = Avx2.UnpackHigh(l, v);
            Store(y + i, Avx2.MultiplyAddAdjacent(lv0, lumaCr) + half, Avx2.MultiplyAddAdjacent(lv1, lumaCr) + half);
            Store(
                cb + i,
                Avx2.MultiplyAddAdjacent(lu0, greenCb) + Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(v, one), greenCr),
                Avx2.MultiplyAddAdjacent(lu1, greenCb) + Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(v, one), greenCr));
            Store(cr + i, Avx2.MultiplyAddAdjacent(lu0, lumaCb) + half, Avx2.MultiplyAddAdjacent(lu1, lumaCb) + half);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void Interleave(byte* a, byte* b, byte* c, byte* result, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16, result += 48)
        {
            Vector128<byte> x = Vector128.Load(a + i), y = Vector128.Load(b + i), z = Vector128.Load(c + i);
            PixelShuffles.Join(x, y, z, 0).Store(result);
            PixelShuffles.Join(x, y, z, 1).Store(result + 16);
            PixelShuffles.Join(x, y, z, 2).Store(result + 32);
        }

        for (; i < count; i++, result += 3)
            (result[0], result[1], result[2]) = (a[i], b[i], c[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ushort* sums, Vector256<ushort> keep, Vector256<ushort> x, Vector256<ushort> z, Vector256<ushort> wa, Vector256<ushort> wb) =>
        ((Vector256.Load(sums) & keep) + (x * wa) + (z * wb)).Store(sums);

    // The middle quarters of a packed vector change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ushort* sums, Vector256<ushort> keep, Vector256<ushort> packed) =>
        ((Vector256.Load(sums) & keep) + Avx2.Permute4x64(packed.AsInt64(), InOrder).AsUInt16()).Store(sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> EightPairs(ushort* sums, int* first, ushort* weights)
    {
        var pairs = Avx2.GatherVector256((int*)sums, Vector256.Load(first), sizeof(ushort));
        return Avx2.MultiplyAddAdjacent(pairs.AsInt16() ^ Vector256.Create(short.MinValue), Vector256.Load((short*)weights));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> EightFours(ushort* sums, int* first, ushort* weights)
    {
        var sign = Vector256.Create(short.MinValue);
        var a = Avx2.GatherVector256((long*)sums, Vector128.Load(first), sizeof(ushort)).AsInt16() ^ sign;
        var b = Avx2.GatherVector256((long*)sums, Vector128.Load(first + 4), sizeof(ushort)).AsInt16() ^ sign;
        var sum = Avx2.HorizontalAdd(Avx2.MultiplyAddAdjacent(a, Vector256.Load((short*)weights)), Avx2.MultiplyAddAdjacent(b, Vector256.Load((short*)weights + 16)));
        return Avx2.Permute4x64(sum.AsInt64(), InOrder).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> FourMeans(ushort* sums, int* first, ushort* weights, int taps) => Ssse3.HorizontalAdd(
        Ssse3.HorizontalAdd(Mean(sums + first[0], weights, taps), Mean(sums + first[1], weights + taps, taps)),
        Ssse3.HorizontalAdd(Mean(sums + first[2], weights + (2 * taps), taps), Mean(sums + first[3], weights + (3 * taps), taps)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Mean(ushort* sums, ushort* weights, int taps)
    {
        var sign = Vector128.Create(short.MinValue);
        var acc = Vector128<int>.Zero;
        int k = 0;
        for (; k <= taps - 8; k += 8)
            acc += Sse2.MultiplyAddAdjacent(Vector128.Load((short*)sums + k) ^ sign, Vector128.Load((short*)weights + k));
        return k == taps ? acc : acc + Sse2.MultiplyAddAdjacent(Four(sums + k) ^ sign, Four(weights + k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pixel(ushort* sums, int components, ushort* weights, int taps, Vector128<byte> pairs)
    {
        var acc = Vector128<int>.Zero;
        for (int k = 0; k < taps; k += 2, sums += 2 * components)
        {
            var x = Ssse3.Shuffle(Vector128.Load(sums).AsByte(), pairs).AsInt16() ^ Vector128.Create(short.MinValue);
            acc += Sse2.MultiplyAddAdjacent(x, Vector128.Create(Unsafe.ReadUnaligned<int>(weights + k)).AsInt16());
        }

        return acc;
    }

    // Four elements, then zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Four(ushort* from) => Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(from)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Component(Vector128<uint> p, Vector128<uint> q, Vector128<uint> r, Vector128<uint> s)
    {
        var low = Vector128.Create(255u);
        return Sse2.PackUnsignedSaturate(
            Sse41.PackUnsignedSaturate((p & low).AsInt32(), (q & low).AsInt32()).AsInt16(),
            Sse41.PackUnsignedSaturate((r & low).AsInt32(), (s & low).AsInt32()).AsInt16());
    }

    private static Vector256<short> Pair(short a, short b) => Vector256.Create((ushort)a | (b << 16)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* to, Vector256<int> lower, Vector256<int> upper)
    {
        var words = Avx2.PackSignedSaturate(lower >> Pixels.YuvWeights.Shift, upper >> Pixels.YuvWeights.Shift);
        Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper()).Store(to);
    }
}
