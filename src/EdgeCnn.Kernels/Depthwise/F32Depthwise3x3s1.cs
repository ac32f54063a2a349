using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Float 3x3 windows, one beside the other: four outputs of a vector of channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5      each a vector of channels, loaded once a row
/// output 0  a b c            acc0 += x[0]·a + x[1]·b + x[2]·c
/// output 1    a b c
/// output 2      a b c
/// output 3        a b c
/// </code>
/// Tap by tap, so that the four chains of products run side by side, with the loads of the next columns between them: an in-order core
/// would otherwise wait for each. Registers: 9 weights, 4 accumulators, 8 to 9 columns, bias, 2 bounds.
/// </remarks>
internal readonly unsafe struct F32Depthwise3x3s1<TLanes, TVector> : IDepthwiseF32MicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static string Name => $"f32-depthwise-3x3s1-{TLanes.Name}";

    public static bool IsSupported => TLanes.IsSupported;

    public static int Size => 3;

    public static int Stride => 1;

    public static int Channels => TLanes.Count;

    public static double Cycles => 12;

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
                var x0 = TLanes.Load(r0);
                var x1 = TLanes.Load(r0 + p1);
                var x2 = TLanes.Load(r0 + p2);
                var x3 = TLanes.Load(r0 + p3);
                acc0 = TLanes.MultiplyAdd(acc0, x0, w00);
                r0 += p4;
                var x4 = TLanes.Load(r0);
                acc1 = TLanes.MultiplyAdd(acc1, x1, w00);
                var x5 = TLanes.Load(r0 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, x2, w00);
                acc3 = TLanes.MultiplyAdd(acc3, x3, w00);
                acc0 = TLanes.MultiplyAdd(acc0, x1, w01);
                var y0 = TLanes.Load(r1);
                acc1 = TLanes.MultiplyAdd(acc1, x2, w01);
                var y1 = TLanes.Load(r1 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, x3, w01);
                acc3 = TLanes.MultiplyAdd(acc3, x4, w01);
                acc0 = TLanes.MultiplyAdd(acc0, x2, w02);
                var y2 = TLanes.Load(r1 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, x3, w02);
                var y3 = TLanes.Load(r1 + p3);
                acc2 = TLanes.MultiplyAdd(acc2, x4, w02);
                acc3 = TLanes.MultiplyAdd(acc3, x5, w02);
                acc0 = TLanes.MultiplyAdd(acc0, y0, w10);
                r1 += p4;
                var y4 = TLanes.Load(r1);
                acc1 = TLanes.MultiplyAdd(acc1, y1, w10);
                var y5 = TLanes.Load(r1 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, y2, w10);
                acc3 = TLanes.MultiplyAdd(acc3, y3, w10);
                acc0 = TLanes.MultiplyAdd(acc0, y1, w11);
                var z0 = TLanes.Load(r2);
                acc1 = TLanes.MultiplyAdd(acc1, y2, w11);
                var z1 = TLanes.Load(r2 + p1);
                acc2 = TLanes.MultiplyAdd(acc2, y3, w11);
                acc3 = TLanes.MultiplyAdd(acc3, y4, w11);
                acc0 = TLanes.MultiplyAdd(acc0, y2, w12);
                var z2 = TLanes.Load(r2 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, y3, w12);
                var z3 = TLanes.Load(r2 + p3);
                acc2 = TLanes.MultiplyAdd(acc2, y4, w12);
                acc3 = TLanes.MultiplyAdd(acc3, y5, w12);
                acc0 = TLanes.MultiplyAdd(acc0, z0, w20);
                r2 += p4;
                var z4 = TLanes.Load(r2);
                acc1 = TLanes.MultiplyAdd(acc1, z1, w20);
                acc2 = TLanes.MultiplyAdd(acc2, z2, w20);
                acc3 = TLanes.MultiplyAdd(acc3, z3, w20);
                acc0 = TLanes.MultiplyAdd(acc0, z1, w21);
                var z5 = TLanes.Load(r2 + p1);
                acc1 = TLanes.MultiplyAdd(acc1, z2, w21);
                acc2 = TLanes.MultiplyAdd(acc2, z3, w21);
                acc3 = TLanes.MultiplyAdd(acc3, z4, w21);
                acc0 = TLanes.MultiplyAdd(acc0, z2, w22);
                acc1 = TLanes.MultiplyAdd(acc1, z3, w22);
                acc2 = TLanes.MultiplyAdd(acc2, z4, w22);
                acc3 = TLanes.MultiplyAdd(acc3, z5, w22);
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
                var x1 = TLanes.Load(r0 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, x0, w00);
                var x2 = TLanes.Load(r0 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, x1, w00);
                var x3 = TLanes.Load(r0 + p3);
                acc0 = TLanes.MultiplyAdd(acc0, x1, w01);
                var y0 = TLanes.Load(r1);
                acc1 = TLanes.MultiplyAdd(acc1, x2, w01);
                acc0 = TLanes.MultiplyAdd(acc0, x2, w02);
                var y1 = TLanes.Load(r1 + p1);
                acc1 = TLanes.MultiplyAdd(acc1, x3, w02);
                acc0 = TLanes.MultiplyAdd(acc0, y0, w10);
                var y2 = TLanes.Load(r1 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, y1, w10);
                acc0 = TLanes.MultiplyAdd(acc0, y1, w11);
                var y3 = TLanes.Load(r1 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, y2, w11);
                acc0 = TLanes.MultiplyAdd(acc0, y2, w12);
                var z0 = TLanes.Load(r2);
                acc1 = TLanes.MultiplyAdd(acc1, y3, w12);
                var z1 = TLanes.Load(r2 + p1);
                acc0 = TLanes.MultiplyAdd(acc0, z0, w20);
                var z2 = TLanes.Load(r2 + p2);
                acc1 = TLanes.MultiplyAdd(acc1, z1, w20);
                acc0 = TLanes.MultiplyAdd(acc0, z1, w21);
                var z3 = TLanes.Load(r2 + p3);
                acc1 = TLanes.MultiplyAdd(acc1, z2, w21);
                acc0 = TLanes.MultiplyAdd(acc0, z2, w22);
                acc1 = TLanes.MultiplyAdd(acc1, z3, w22);
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
