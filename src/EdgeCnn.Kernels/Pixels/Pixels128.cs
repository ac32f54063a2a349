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
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<byte> x = Vector128.Load(a + i), z = Vector128.Load(b + i);
            Vector128<ushort> lower, upper;
            if (add)
            {
                lower = TIsa.MultiplyAddLower(Vector128.Load(sums + i), x, wa);
                upper = TIsa.MultiplyAddUpper(Vector128.Load(sums + i + 8), x, wa);
            }
            else
            {
                lower = TIsa.MultiplyLower(x, wa);
                upper = TIsa.MultiplyUpper(x, wa);
            }

            TIsa.MultiplyAddLower(lower, z, wb).Store(sums + i);
            TIsa.MultiplyAddUpper(upper, z, wb).Store(sums + i + 8);
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
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            var (x0, x1) = TIsa.LoadTwo(a + (2 * i));
            var (z0, z1) = TIsa.LoadTwo(b + (2 * i));
            MixTo(first + i, add, x0, z0, wa, wb);
            MixTo(second + i, add, x1, z1, wa, wb);
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
        int i = 0;
        for (; i <= count - 8; i += 8)
        {
            var (x, xc) = TIsa.LoadTwo(a + (4 * i));
            var (z, zc) = TIsa.LoadTwo(b + (4 * i));
            if (!lumaFirst)
                (x, xc, z, zc) = (xc, x, zc, z);
            MixTo(luma + (2 * i), add, x, z, wa, wb);
            var lower = TIsa.MultiplyAddLower(TIsa.MultiplyLower(xc, wa), zc, wb);
            var upper = TIsa.MultiplyAddUpper(TIsa.MultiplyUpper(xc, wa), zc, wb);
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
        var luma = Vector128.Create(weights.Luma);
        var redCr = Vector128.Create(weights.RedCr);
        var greenCb = Vector128.Create(weights.GreenCb);
        var greenCr = Vector128.Create(weights.GreenCr);
        var blueCb = Vector128.Create(weights.BlueCb);
        for (int i = 0; i < count; i += 16)
        {
            Vector128<byte> ys = Vector128.Load(y + i), us = Vector128.Load(cb + i), vs = Vector128.Load(cr + i);
            Vector128<ushort> red0 = default, green0 = default, blue0 = default;
            for (int half = 0; half < 2; half++)
            {
                var l = (half == 0 ? Vector128.WidenLower(ys) : Vector128.WidenUpper(ys)).AsInt16() - black;
                var u = (half == 0 ? Vector128.WidenLower(us) : Vector128.WidenUpper(us)).AsInt16() - middle;
                var v = (half == 0 ? Vector128.WidenLower(vs) : Vector128.WidenUpper(vs)).AsInt16() - middle;
                var lower = TIsa.MultiplyAddLower(Vector128<int>.Zero, l, luma);
                var upper = TIsa.MultiplyAddUpper(Vector128<int>.Zero, l, luma);
                var red = TIsa.RoundWeights(TIsa.MultiplyAddLower(lower, v, redCr), TIsa.MultiplyAddUpper(upper, v, redCr));
                var green = TIsa.RoundWeights(
                    TIsa.MultiplyAddLower(TIsa.MultiplyAddLower(lower, u, greenCb), v, greenCr),
                    TIsa.MultiplyAddUpper(TIsa.MultiplyAddUpper(upper, u, greenCb), v, greenCr));
                var blue = TIsa.RoundWeights(TIsa.MultiplyAddLower(lower, u, blueCb), TIsa.MultiplyAddUpper(upper, u, blueCb));
                if (half == 0)
                {
                    (red0, green0, blue0) = (red, green, blue);
                    continue;
                }

                TIsa.NarrowSaturate(red0, red).Store(y + i);
                TIsa.NarrowSaturate(green0, green).Store(cb + i);
                TIsa.NarrowSaturate(blue0, blue).Store(cr + i);
            }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixTo(ushort* sums, bool add, Vector128<byte> x, Vector128<byte> z, Vector128<byte> wa, Vector128<byte> wb)
    {
        var lower = TIsa.MultiplyAddLower(TIsa.MultiplyLower(x, wa), z, wb);
        var upper = TIsa.MultiplyAddUpper(TIsa.MultiplyUpper(x, wa), z, wb);
        if (add)
        {
            lower += Vector128.Load(sums);
            upper += Vector128.Load(sums + 8);
        }

        lower.Store(sums);
        upper.Store(sums + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FourPairs(ushort* sums, int* first, ushort* weights)
    {
        Vector128<ushort> pairs = TIsa.LoadPairs(sums, first), w = Vector128.Load(weights);
        return TIsa.AddPairs(TIsa.MultiplyAddLower(Vector128<uint>.Zero, pairs, w), TIsa.MultiplyAddUpper(Vector128<uint>.Zero, pairs, w));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FourMeans(ushort* sums, int* first, ushort* weights, int taps)
    {
        var a = Mean(sums + first[0], weights, taps);
        var b = Mean(sums + first[1], weights + taps, taps);
        var c = Mean(sums + first[2], weights + (2 * taps), taps);
        var d = Mean(sums + first[3], weights + (3 * taps), taps);
        return TIsa.AddPairs(TIsa.AddPairs(a, b), TIsa.AddPairs(c, d));
    }

    // Four partial sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mean(ushort* sums, ushort* weights, int taps)
    {
        var acc = Vector128<uint>.Zero;
        int k = 0;
        for (; k <= taps - 8; k += 8)
        {
            Vector128<ushort> x = Vector128.Load(sums + k), w = Vector128.Load(weights + k);
            acc = TIsa.MultiplyAddUpper(TIsa.MultiplyAddLower(acc, x, w), x, w);
        }

        return k == taps ? acc : TIsa.MultiplyAddLower(acc, Four(sums + k), Four(weights + k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Pixel(ushort* sums, int components, ushort* weights, int taps)
    {
        var acc = Vector128<uint>.Zero;
        for (int k = 0; k < taps; k++, sums += components)
            acc = TIsa.MultiplyAddLower(acc, Four(sums), Vector128.Create(weights[k]));
        return acc;
    }

    // Four elements in the lower half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Four(ushort* from) => Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(from)).AsUInt16();
}
