using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Pixels;

/// <summary>The steps by 128-bit registers: ARM's kernel, and by portable operations the specification of all.</summary>
/// <typeparam name="TIsa">The instructions.</typeparam>
internal sealed unsafe class Pixels128<TIsa> : PixelKernel
    where TIsa : struct, IPixelIsa
{
    public override string Name => $"pixels-{TIsa.Name}";

    public override bool IsSupported => TIsa.IsSupported;

    // Two rows of bytes, sixteen a step: each becomes two vectors of 16-bit products.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPlain(in RowPair rows, ushort* sums, int count)
    {
        byte* a = rows.A, b = rows.B;
        bool add = rows.Add;
        var wa = Vector128.Create(rows.WeightA);
        var wb = Vector128.Create(rows.WeightB);
        var wa0 = Vector64.Create(rows.WeightA);
        var wb0 = Vector64.Create(rows.WeightB);
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            MixTo(sums + i, add, Vector128.Load(a + i), Vector128.Load(b + i), wa, wb, wa0, wb0);
        }

        for (; i < count; i++)
            sums[i] = rows.Sum(i, sums[i]);
    }

    // Even and odd bytes part while they are loaded.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPairs(in RowPair rows, ushort* first, ushort* second, int count)
    {
        byte* a = rows.A, b = rows.B;
        bool add = rows.Add;
        var wa = Vector128.Create(rows.WeightA);
        var wb = Vector128.Create(rows.WeightB);
        var wa0 = Vector64.Create(rows.WeightA);
        var wb0 = Vector64.Create(rows.WeightB);
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            var (x0, x1) = TIsa.LoadTwo(a + (2 * i));
            var (z0, z1) = TIsa.LoadTwo(b + (2 * i));
            MixTo(first + i, add, x0, z0, wa, wb, wa0, wb0);
            MixTo(second + i, add, x1, z1, wa, wb, wa0, wb0);
        }

        for (; i < count; i++)
        {
            first[i] = rows.Sum(2 * i, first[i]);
            second[i] = rows.Sum((2 * i) + 1, second[i]);
        }
    }

    // Luma and chroma part while they are loaded, both chromas after they are multiplied.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPacked(in RowPair rows, ushort* luma, ushort* first, ushort* second, int count, bool lumaFirst)
    {
        byte* a = rows.A, b = rows.B;
        bool add = rows.Add;
        var wa = Vector128.Create(rows.WeightA);
        var wb = Vector128.Create(rows.WeightB);
        var wa0 = Vector64.Create(rows.WeightA);
        var wb0 = Vector64.Create(rows.WeightB);
        int i = 0;
        for (; i <= count - 8; i += 8)
        {
            var (x, xc) = TIsa.LoadTwo(a + (4 * i));
            var (z, zc) = TIsa.LoadTwo(b + (4 * i));
            if (!lumaFirst)
                (x, xc, z, zc) = (xc, x, zc, z);
            MixTo(luma + (2 * i), add, x, z, wa, wb, wa0, wb0);
            var upper = TIsa.MultiplyAddUpper(TIsa.MultiplyUpper(xc, wa), zc, wb);
            var lower = TIsa.MultiplyAdd(TIsa.Multiply(xc.GetLower(), wa0), zc.GetLower(), wb0);
            Vector128<ushort> even = TIsa.Even(lower, upper), odd = TIsa.Odd(lower, upper);
            if (add)
            {
                even += Vector128.Load(first + i);
                odd += Vector128.Load(second + i);
            }

            even.Store(first + i);
            odd.Store(second + i);
        }

        int y = lumaFirst ? 0 : 1;
        for (; i < count; i++)
        {
            luma[2 * i] = rows.Sum((4 * i) + y, luma[2 * i]);
            luma[(2 * i) + 1] = rows.Sum((4 * i) + 2 + y, luma[(2 * i) + 1]);
            first[i] = rows.Sum((4 * i) + 1 - y, first[i]);
            second[i] = rows.Sum((4 * i) + 3 - y, second[i]);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void MixColumns(ushort* sums, in Columns columns, byte* result)
    {
        int* first = columns.First;
        ushort* weights = columns.Weights;
        int taps = columns.Taps;
        for (int left = columns.Count; left != 0; left -= 16, first += 16, result += 16)
        {
            Vector128<uint> a, b, c, d;
            if (taps == 2)
            {
                a = FourPairs(sums, first, weights);
                b = FourPairs(sums, first + 4, weights + 8);
                c = FourPairs(sums, first + 8, weights + 16);
                d = FourPairs(sums, first + 12, weights + 24);
                weights += 32;
            }
            else if (taps == 4)
            {
                a = FourFours(sums, first, weights);
                b = FourFours(sums, first + 4, weights + 16);
                c = FourFours(sums, first + 8, weights + 32);
                d = FourFours(sums, first + 12, weights + 48);
                weights += 64;
            }
            else if (taps == 8)
            {
                a = FourEights(sums, first, weights);
                b = FourEights(sums, first + 4, weights + 32);
                c = FourEights(sums, first + 8, weights + 64);
                d = FourEights(sums, first + 12, weights + 96);
                weights += 128;
            }
            else
            {
                a = FourMeans(sums, first, weights, taps);
                b = FourMeans(sums, first + 4, weights + (4 * taps), taps);
                c = FourMeans(sums, first + 8, weights + (8 * taps), taps);
                d = FourMeans(sums, first + 12, weights + (12 * taps), taps);
                weights += 16 * taps;
            }

            TIsa.Narrow(TIsa.RoundHalves(a, b), TIsa.RoundHalves(c, d)).Store(result);
        }
    }

    // The components of a pixel side by side, in four lanes.
    [MethodImpl(Compilation.Hot)]
    private protected override void MixPixels(ushort* sums, int components, in Columns columns, byte* result)
    {
        int* first = columns.First;
        ushort* weights = columns.Weights;
        int taps = columns.Taps;
        for (int left = columns.Count; left != 0; left -= 4, first += 4, result += 16, weights += 4 * taps)
        {
            var a = Pixel(sums + ((nint)first[0] * components), components, weights, taps);
            var b = Pixel(sums + ((nint)first[1] * components), components, weights + taps, taps);
            var c = Pixel(sums + ((nint)first[2] * components), components, weights + (2 * taps), taps);
            var d = Pixel(sums + ((nint)first[3] * components), components, weights + (3 * taps), taps);
            TIsa.Narrow(TIsa.RoundHalves(a, b), TIsa.RoundHalves(c, d)).Store(result);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void Split(byte* pixels, int step, byte* a, byte* b, byte* c, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            var (x, y, z) = step == 3 ? TIsa.LoadThree(pixels + (3 * i)) : TIsa.LoadThreeOfFour(pixels + (4 * i));
            x.Store(a + i);
            y.Store(b + i);
            z.Store(c + i);
        }

        for (; i < count; i++)
            (a[i], b[i], c[i]) = (pixels[step * i], pixels[(step * i) + 1], pixels[(step * i) + 2]);
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void ToRgb(byte* y, byte* cb, byte* cr, int count, in YuvWeights weights)
    {
        var black = Vector128.Create(weights.LumaOffset);
        var middle = Vector128.Create((short)128);
        var rule = new Weights(weights);
        for (int i = 0; i < count; i += 16)
        {
            Vector128<byte> ys = Vector128.Load(y + i), us = Vector128.Load(cb + i), vs = Vector128.Load(cr + i);
            var (red1, green1, blue1) = Eight(
                Vector128.WidenUpper(ys).AsInt16() - black, Vector128.WidenUpper(us).AsInt16() - middle, Vector128.WidenUpper(vs).AsInt16() - middle, rule);
            var (red0, green0, blue0) = Eight(
                Vector128.WidenLower(ys).AsInt16() - black, Vector128.WidenLower(us).AsInt16() - middle, Vector128.WidenLower(vs).AsInt16() - middle, rule);
            TIsa.NarrowSaturate(red0, red1).Store(y + i);
            TIsa.NarrowSaturate(green0, green1).Store(cb + i);
            TIsa.NarrowSaturate(blue0, blue1).Store(cr + i);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private protected override void Interleave(byte* a, byte* b, byte* c, byte* result, int count)
    {
        int i = 0;
        for (; i <= count - 16; i += 16, result += 48)
            TIsa.StoreThree(result, Vector128.Load(a + i), Vector128.Load(b + i), Vector128.Load(c + i));
        for (; i < count; i++, result += 3)
            (result[0], result[1], result[2]) = (a[i], b[i], c[i]);
    }

    // Upper halves come first: taking the lower one of a vector costs no move where nothing else is wanted of it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixTo(ushort* sums, bool add, Vector128<byte> x, Vector128<byte> z, Vector128<byte> wa, Vector128<byte> wb, Vector64<byte> wa0, Vector64<byte> wb0)
    {
        var upper = TIsa.MultiplyAddUpper(TIsa.MultiplyUpper(x, wa), z, wb);
        var lower = TIsa.MultiplyAdd(TIsa.Multiply(x.GetLower(), wa0), z.GetLower(), wb0);
        if (add)
        {
            lower += Vector128.Load(sums);
            upper += Vector128.Load(sums + 8);
        }

        lower.Store(sums);
        upper.Store(sums + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<ushort> Red, Vector128<ushort> Green, Vector128<ushort> Blue) Eight(Vector128<short> l, Vector128<short> u, Vector128<short> v, in Weights rule)
    {
        var upper = TIsa.MultiplyUpper(l, rule.Luma);
        var red1 = TIsa.MultiplyAddUpper(upper, v, rule.RedCr);
        var green1 = TIsa.MultiplyAddUpper(TIsa.MultiplyAddUpper(upper, u, rule.GreenCb), v, rule.GreenCr);
        var blue1 = TIsa.MultiplyAddUpper(upper, u, rule.BlueCb);
        Vector64<short> u0 = u.GetLower(), v0 = v.GetLower();
        var lower = TIsa.Multiply(l.GetLower(), rule.Luma0);
        var red0 = TIsa.MultiplyAdd(lower, v0, rule.RedCr0);
        var green0 = TIsa.MultiplyAdd(TIsa.MultiplyAdd(lower, u0, rule.GreenCb0), v0, rule.GreenCr0);
        var blue0 = TIsa.MultiplyAdd(lower, u0, rule.BlueCb0);
        return (TIsa.RoundWeights(red0, red1), TIsa.RoundWeights(green0, green1), TIsa.RoundWeights(blue0, blue1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FourPairs(ushort* sums, int* first, ushort* weights) => TIsa.AddPairs(
        TIsa.Multiply(TIsa.LoadPairs(sums, first), Vector64.Load(weights)),
        TIsa.Multiply(TIsa.LoadPairs(sums, first + 2), Vector64.Load(weights + 4)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FourFours(ushort* sums, int* first, ushort* weights)
    {
        var a = TIsa.Multiply(Vector64.Load(sums + first[0]), Vector64.Load(weights));
        var b = TIsa.Multiply(Vector64.Load(sums + first[1]), Vector64.Load(weights + 4));
        var c = TIsa.Multiply(Vector64.Load(sums + first[2]), Vector64.Load(weights + 8));
        var d = TIsa.Multiply(Vector64.Load(sums + first[3]), Vector64.Load(weights + 12));
        return TIsa.AddPairs(TIsa.AddPairs(a, b), TIsa.AddPairs(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FourEights(ushort* sums, int* first, ushort* weights)
    {
        var a = EightTaps(sums + first[0], weights);
        var b = EightTaps(sums + first[1], weights + 8);
        var c = EightTaps(sums + first[2], weights + 16);
        var d = EightTaps(sums + first[3], weights + 24);
        return TIsa.AddPairs(TIsa.AddPairs(a, b), TIsa.AddPairs(c, d));
    }

    // Four partial sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> EightTaps(ushort* sums, ushort* weights) =>
        TIsa.MultiplyAdd(TIsa.Multiply(Vector64.Load(sums), Vector64.Load(weights)), Vector64.Load(sums + 4), Vector64.Load(weights + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FourMeans(ushort* sums, int* first, ushort* weights, int taps) => TIsa.AddPairs(
        TIsa.AddPairs(Mean(sums + first[0], weights, taps), Mean(sums + first[1], weights + taps, taps)),
        TIsa.AddPairs(Mean(sums + first[2], weights + (2 * taps), taps), Mean(sums + first[3], weights + (3 * taps), taps)));

    private static Vector128<uint> Mean(ushort* sums, ushort* weights, int taps)
    {
        var acc = Vector128<uint>.Zero;
        for (int k = 0; k < taps; k += 4)
            acc = TIsa.MultiplyAdd(acc, Vector64.Load(sums + k), Vector64.Load(weights + k));
        return acc;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Pixel(ushort* sums, int components, ushort* weights, int taps)
    {
        var acc = Vector128<uint>.Zero;
        for (int k = 0; k < taps; k += 2, sums += 2 * components)
        {
            acc = TIsa.MultiplyAdd(acc, Vector64.Load(sums), Vector64.Create(weights[k]));
            acc = TIsa.MultiplyAdd(acc, Vector64.Load(sums + components), Vector64.Create(weights[k + 1]));
        }

        return acc;
    }

    // The same in both widths, since half of a register that is wanted whole costs a move.
    private readonly struct Weights(in YuvWeights weights)
    {
        public readonly Vector128<short> Luma = Vector128.Create(weights.Luma);
        public readonly Vector128<short> RedCr = Vector128.Create(weights.RedCr);
        public readonly Vector128<short> GreenCb = Vector128.Create(weights.GreenCb);
        public readonly Vector128<short> GreenCr = Vector128.Create(weights.GreenCr);
        public readonly Vector128<short> BlueCb = Vector128.Create(weights.BlueCb);
        public readonly Vector64<short> Luma0 = Vector64.Create(weights.Luma);
        public readonly Vector64<short> RedCr0 = Vector64.Create(weights.RedCr);
        public readonly Vector64<short> GreenCb0 = Vector64.Create(weights.GreenCb);
        public readonly Vector64<short> GreenCr0 = Vector64.Create(weights.GreenCr);
        public readonly Vector64<short> BlueCb0 = Vector64.Create(weights.BlueCb);
    }
}
