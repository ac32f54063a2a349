using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Float 3x3 windows, two pixels apart: four outputs of a vector of channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5 6 7 8   each a vector of channels, loaded once a row
/// output 0  a b c               acc0 += x[0]·a + x[1]·b + x[2]·c
/// output 1      a b c
/// output 2          a b c
/// output 3              a b c
/// </code>
/// Loads run a column ahead of the products, for cores that do not look ahead. Registers: 9 weights, 4 accumulators, 2 columns, bias, 2 bounds.
/// </remarks>
internal readonly unsafe struct F32Depthwise3x3s2<TLanes, TVector> : IDepthwiseF32MicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static string Name => $"f32-depthwise-3x3s2-{TLanes.Name}";

    public static bool IsSupported => TLanes.IsSupported;

    public static int Size => 3;

    public static int Stride => 2;

    public static int Channels => TLanes.Count;

    public static double Cycles => 13;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseF32Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        TVector low = TLanes.Create(layer.Minimum), high = TLanes.Create(layer.Maximum);
        byte* weights = layer.Weights, biases = layer.Bias;
        nint step = sizeof(float) * TLanes.Count;
        for (nint c = 0; ; c = Math.Min(c + step, lastBlock), weights += 9 * step)
        {
            TVector bias = TLanes.Load(biases + c);
            TVector w00 = TLanes.Load(weights), w01 = TLanes.Load(weights + step), w02 = TLanes.Load(weights + (2 * step));
            TVector w10 = TLanes.Load(weights + (3 * step)), w11 = TLanes.Load(weights + (4 * step)), w12 = TLanes.Load(weights + (5 * step));
            TVector w20 = TLanes.Load(weights + (6 * step)), w21 = TLanes.Load(weights + (7 * step)), w22 = TLanes.Load(weights + (8 * step));
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, y0 = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                TVector acc0 = bias, acc1 = bias, acc2 = bias, acc3 = bias;
                var x = TLanes.Load(r0);
                var y = TLanes.Load(r0 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x, w00);
                x = TLanes.Load(r0 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, y, w01);
                y = TLanes.Load(r0 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, x, w00);
                acc0 = TLanes.MultiplyAdd(acc0, x, w02);
                r0 += p4;
                x = TLanes.Load(r0);
                acc1 = TLanes.MultiplyAdd(acc1, y, w01);
                y = TLanes.Load(r0 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, x, w00);
                acc1 = TLanes.MultiplyAdd(acc1, x, w02);
                x = TLanes.Load(r0 + p2);
                acc2 = TLanes.MultiplyAdd(acc2, y, w01);
                y = TLanes.Load(r0 + p3);
                acc3 = TLanes.MultiplyAdd(acc3, x, w00);
                acc2 = TLanes.MultiplyAdd(acc2, x, w02);
                r0 += p4;
                x = TLanes.Load(r0);
                acc3 = TLanes.MultiplyAdd(acc3, y, w01);
                acc3 = TLanes.MultiplyAdd(acc3, x, w02);
                x = TLanes.Load(r1);
                y = TLanes.Load(r1 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x, w10);
                x = TLanes.Load(r1 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, y, w11);
                y = TLanes.Load(r1 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, x, w10);
                acc0 = TLanes.MultiplyAdd(acc0, x, w12);
                r1 += p4;
                x = TLanes.Load(r1);
                acc1 = TLanes.MultiplyAdd(acc1, y, w11);
                y = TLanes.Load(r1 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, x, w10);
                acc1 = TLanes.MultiplyAdd(acc1, x, w12);
                x = TLanes.Load(r1 + p2);
                acc2 = TLanes.MultiplyAdd(acc2, y, w11);
                y = TLanes.Load(r1 + p3);
                acc3 = TLanes.MultiplyAdd(acc3, x, w10);
                acc2 = TLanes.MultiplyAdd(acc2, x, w12);
                r1 += p4;
                x = TLanes.Load(r1);
                acc3 = TLanes.MultiplyAdd(acc3, y, w11);
                acc3 = TLanes.MultiplyAdd(acc3, x, w12);
                x = TLanes.Load(r2);
                y = TLanes.Load(r2 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x, w20);
                x = TLanes.Load(r2 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, y, w21);
                y = TLanes.Load(r2 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, x, w20);
                acc0 = TLanes.MultiplyAdd(acc0, x, w22);
                r2 += p4;
                x = TLanes.Load(r2);
                acc1 = TLanes.MultiplyAdd(acc1, y, w21);
                y = TLanes.Load(r2 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, x, w20);
                acc1 = TLanes.MultiplyAdd(acc1, x, w22);
                x = TLanes.Load(r2 + p2);
                acc2 = TLanes.MultiplyAdd(acc2, y, w21);
                y = TLanes.Load(r2 + p3);
                acc3 = TLanes.MultiplyAdd(acc3, x, w20);
                acc2 = TLanes.MultiplyAdd(acc2, x, w22);
                r2 += p4;
                x = TLanes.Load(r2);
                acc3 = TLanes.MultiplyAdd(acc3, y, w21);
                acc3 = TLanes.MultiplyAdd(acc3, x, w22);
                TLanes.Store(TLanes.Clamp(acc0, low, high), y0);
                TLanes.Store(TLanes.Clamp(acc1, low, high), y0 + p1);
                TLanes.Store(TLanes.Clamp(acc2, low, high), y0 + p2);
                if (left > 3)
                    TLanes.Store(TLanes.Clamp(acc3, low, high), y0 + p3);
                y0 += p4;
            }

            if (left > 0)
            {
                TVector acc0 = bias, acc1 = bias;
                var x = TLanes.Load(r0);
                var y = TLanes.Load(r0 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x, w00);
                x = TLanes.Load(r0 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, y, w01);
                y = TLanes.Load(r0 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, x, w00);
                acc0 = TLanes.MultiplyAdd(acc0, x, w02);
                x = TLanes.Load(r0 + p4);
                acc1 = TLanes.MultiplyAdd(acc1, y, w01);
                acc1 = TLanes.MultiplyAdd(acc1, x, w02);
                x = TLanes.Load(r1);
                y = TLanes.Load(r1 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x, w10);
                x = TLanes.Load(r1 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, y, w11);
                y = TLanes.Load(r1 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, x, w10);
                acc0 = TLanes.MultiplyAdd(acc0, x, w12);
                x = TLanes.Load(r1 + p4);
                acc1 = TLanes.MultiplyAdd(acc1, y, w11);
                acc1 = TLanes.MultiplyAdd(acc1, x, w12);
                x = TLanes.Load(r2);
                y = TLanes.Load(r2 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x, w20);
                x = TLanes.Load(r2 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, y, w21);
                y = TLanes.Load(r2 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, x, w20);
                acc0 = TLanes.MultiplyAdd(acc0, x, w22);
                x = TLanes.Load(r2 + p4);
                acc1 = TLanes.MultiplyAdd(acc1, y, w21);
                acc1 = TLanes.MultiplyAdd(acc1, x, w22);
                TLanes.Store(TLanes.Clamp(acc0, low, high), y0);
                if (left > 1)
                    TLanes.Store(TLanes.Clamp(acc1, low, high), y0 + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
