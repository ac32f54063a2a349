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
/// Tap by tap, so that the four chains of products run side by side, with the loads of the next columns between them: an in-order core
/// would otherwise wait for each. Registers: 9 weights, 4 accumulators, 8 to 9 columns, bias, 2 bounds.
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

    [MethodImpl(Compilation.Hot)]
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
            byte* r0 = rows[0] + c, r1 = rows[1] + c, r2 = rows[2] + c, to = output + c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                TVector acc0 = bias, acc1 = bias, acc2 = bias, acc3 = bias;
                byte* r0b = r0 + p4;
                byte* r1b = r1 + p4;
                byte* r2b = r2 + p4;
                var x0 = TLanes.Load(r0);
                var x2 = TLanes.Load(r0 + p2);
                var x4 = TLanes.Load(r0b);
                var x6 = TLanes.Load(r0b + p2);
                acc0 = TLanes.MultiplyAdd(acc0, x0, w00);
                var x1 = TLanes.Load(r0 + p1);
                acc1 = TLanes.MultiplyAdd(acc1, x2, w00);
                var x3 = TLanes.Load(r0 + p3);
                acc2 = TLanes.MultiplyAdd(acc2, x4, w00);
                var x5 = TLanes.Load(r0b + p1);
                acc3 = TLanes.MultiplyAdd(acc3, x6, w00);
                var x7 = TLanes.Load(r0b + p3);
                acc0 = TLanes.MultiplyAdd(acc0, x1, w01);
                r0 = r0b + p4;
                var x8 = TLanes.Load(r0);
                acc1 = TLanes.MultiplyAdd(acc1, x3, w01);
                var y0 = TLanes.Load(r1);
                acc2 = TLanes.MultiplyAdd(acc2, x5, w01);
                var y2 = TLanes.Load(r1 + p2);
                acc3 = TLanes.MultiplyAdd(acc3, x7, w01);
                acc0 = TLanes.MultiplyAdd(acc0, x2, w02);
                var y4 = TLanes.Load(r1b);
                acc1 = TLanes.MultiplyAdd(acc1, x4, w02);
                var y6 = TLanes.Load(r1b + p2);
                acc2 = TLanes.MultiplyAdd(acc2, x6, w02);
                var y1 = TLanes.Load(r1 + p1);
                acc3 = TLanes.MultiplyAdd(acc3, x8, w02);
                acc0 = TLanes.MultiplyAdd(acc0, y0, w10);
                var y3 = TLanes.Load(r1 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, y2, w10);
                var y5 = TLanes.Load(r1b + p1);
                acc2 = TLanes.MultiplyAdd(acc2, y4, w10);
                var y7 = TLanes.Load(r1b + p3);
                acc3 = TLanes.MultiplyAdd(acc3, y6, w10);
                acc0 = TLanes.MultiplyAdd(acc0, y1, w11);
                r1 = r1b + p4;
                var y8 = TLanes.Load(r1);
                acc1 = TLanes.MultiplyAdd(acc1, y3, w11);
                var z0 = TLanes.Load(r2);
                acc2 = TLanes.MultiplyAdd(acc2, y5, w11);
                acc3 = TLanes.MultiplyAdd(acc3, y7, w11);
                acc0 = TLanes.MultiplyAdd(acc0, y2, w12);
                var z2 = TLanes.Load(r2 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, y4, w12);
                var z4 = TLanes.Load(r2b);
                acc2 = TLanes.MultiplyAdd(acc2, y6, w12);
                var z6 = TLanes.Load(r2b + p2);
                acc3 = TLanes.MultiplyAdd(acc3, y8, w12);
                acc0 = TLanes.MultiplyAdd(acc0, z0, w20);
                var z1 = TLanes.Load(r2 + p1);
                acc1 = TLanes.MultiplyAdd(acc1, z2, w20);
                var z3 = TLanes.Load(r2 + p3);
                acc2 = TLanes.MultiplyAdd(acc2, z4, w20);
                var z5 = TLanes.Load(r2b + p1);
                acc3 = TLanes.MultiplyAdd(acc3, z6, w20);
                var z7 = TLanes.Load(r2b + p3);
                acc0 = TLanes.MultiplyAdd(acc0, z1, w21);
                r2 = r2b + p4;
                var z8 = TLanes.Load(r2);
                acc1 = TLanes.MultiplyAdd(acc1, z3, w21);
                acc2 = TLanes.MultiplyAdd(acc2, z5, w21);
                acc3 = TLanes.MultiplyAdd(acc3, z7, w21);
                acc0 = TLanes.MultiplyAdd(acc0, z2, w22);
                acc1 = TLanes.MultiplyAdd(acc1, z4, w22);
                acc2 = TLanes.MultiplyAdd(acc2, z6, w22);
                acc3 = TLanes.MultiplyAdd(acc3, z8, w22);
                acc0 = TLanes.AtLeast(acc0, low);
                acc1 = TLanes.AtLeast(acc1, low);
                acc2 = TLanes.AtLeast(acc2, low);
                acc3 = TLanes.AtLeast(acc3, low);
                acc0 = TLanes.AtMost(acc0, high);
                acc1 = TLanes.AtMost(acc1, high);
                acc2 = TLanes.AtMost(acc2, high);
                acc3 = TLanes.AtMost(acc3, high);
                TLanes.Store(acc0, to);
                TLanes.Store(acc1, to + p1);
                TLanes.Store(acc2, to + p2);
                if (left > 3)
                    TLanes.Store(acc3, to + p3);
                to += p4;
            }

            if (left > 0)
            {
                TVector acc0 = bias, acc1 = bias;
                var x0 = TLanes.Load(r0);
                var x2 = TLanes.Load(r0 + p2);
                acc0 = TLanes.MultiplyAdd(acc0, x0, w00);
                var x1 = TLanes.Load(r0 + p1);
                acc1 = TLanes.MultiplyAdd(acc1, x2, w00);
                var x3 = TLanes.Load(r0 + p3);
                acc0 = TLanes.MultiplyAdd(acc0, x1, w01);
                var x4 = TLanes.Load(r0 + p4);
                acc1 = TLanes.MultiplyAdd(acc1, x3, w01);
                var y0 = TLanes.Load(r1);
                acc0 = TLanes.MultiplyAdd(acc0, x2, w02);
                var y2 = TLanes.Load(r1 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, x4, w02);
                var y1 = TLanes.Load(r1 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, y0, w10);
                var y3 = TLanes.Load(r1 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, y2, w10);
                var y4 = TLanes.Load(r1 + p4);
                acc0 = TLanes.MultiplyAdd(acc0, y1, w11);
                var z0 = TLanes.Load(r2);
                acc1 = TLanes.MultiplyAdd(acc1, y3, w11);
                acc0 = TLanes.MultiplyAdd(acc0, y2, w12);
                var z2 = TLanes.Load(r2 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, y4, w12);
                acc0 = TLanes.MultiplyAdd(acc0, z0, w20);
                var z1 = TLanes.Load(r2 + p1);
                acc1 = TLanes.MultiplyAdd(acc1, z2, w20);
                var z3 = TLanes.Load(r2 + p3);
                acc0 = TLanes.MultiplyAdd(acc0, z1, w21);
                var z4 = TLanes.Load(r2 + p4);
                acc1 = TLanes.MultiplyAdd(acc1, z3, w21);
                acc0 = TLanes.MultiplyAdd(acc0, z2, w22);
                acc1 = TLanes.MultiplyAdd(acc1, z4, w22);
                acc0 = TLanes.AtLeast(acc0, low);
                acc1 = TLanes.AtLeast(acc1, low);
                acc0 = TLanes.AtMost(acc0, high);
                acc1 = TLanes.AtMost(acc1, high);
                TLanes.Store(acc0, to);
                if (left > 1)
                    TLanes.Store(acc1, to + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
