using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Float 5x5 windows, one beside the other: four outputs of a vector of channels a step.</summary>
/// <remarks>
/// <code>
/// columns   0 1 2 3 4 5 6 7   each a vector of channels, loaded once a row
/// output 0  a b c d e         acc0 += x[0]·a + … + x[4]·e
/// output 1    a b c d e
/// output 2      a b c d e
/// output 3        a b c d e
/// </code>
/// A row of weights at a time, tap by tap, so that the four chains of products run side by side. Registers: 5 weights, 4 accumulators,
/// 5 to 8 columns, bias, 2 bounds.
/// </remarks>
internal readonly unsafe struct F32Depthwise5x5s1<TLanes, TVector> : IDepthwiseF32MicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static string Name => $"f32-depthwise-5x5s1-{TLanes.Name}";

    public static bool IsSupported => TLanes.IsSupported;

    public static int Size => 5;

    public static int Stride => 1;

    public static int Channels => TLanes.Count;

    public static double Cycles => 30;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, byte* output, nint count, in DepthwiseF32Layer layer)
    {
        nint p1 = layer.Pitch, p2 = 2 * p1, p3 = 3 * p1, p4 = 4 * p1, lastBlock = layer.LastBlock;
        TVector low = TLanes.Create(layer.Minimum), high = TLanes.Create(layer.Maximum);
        byte* weights = layer.Weights, biases = layer.Bias;
        nint step = sizeof(float) * TLanes.Count;
        byte** end = rows + 5;
        for (nint c = 0; ; c = Math.Min(c + step, lastBlock), weights += 25 * step)
        {
            TVector bias = TLanes.Load(biases + c);
            byte* to = output + c;
            nint at = c;
            nint left = count;
            for (; left > 2; left -= 4)
            {
                TVector acc0 = bias, acc1 = bias, acc2 = bias, acc3 = bias;
                byte** row = rows;
                byte* w = weights;
                do
                {
                    TVector w0 = TLanes.Load(w), w1 = TLanes.Load(w + step), w2 = TLanes.Load(w + (2 * step)), w3 = TLanes.Load(w + (3 * step)), w4 = TLanes.Load(w + (4 * step));
                    byte* r = *row++ + at;
                    byte* rb = r + p4;
                    var x0 = TLanes.Load(r);
                    var x1 = TLanes.Load(r + p1);
                    var x2 = TLanes.Load(r + p2);
                    var x3 = TLanes.Load(r + p3);
                    acc0 = TLanes.MultiplyAdd(acc0, x0, w0);
                    var x4 = TLanes.Load(rb);
                    acc1 = TLanes.MultiplyAdd(acc1, x1, w0);
                    acc2 = TLanes.MultiplyAdd(acc2, x2, w0);
                    acc3 = TLanes.MultiplyAdd(acc3, x3, w0);
                    acc0 = TLanes.MultiplyAdd(acc0, x1, w1);
                    var x5 = TLanes.Load(rb + p1);
                    acc1 = TLanes.MultiplyAdd(acc1, x2, w1);
                    acc2 = TLanes.MultiplyAdd(acc2, x3, w1);
                    acc3 = TLanes.MultiplyAdd(acc3, x4, w1);
                    acc0 = TLanes.MultiplyAdd(acc0, x2, w2);
                    var x6 = TLanes.Load(rb + p2);
                    acc1 = TLanes.MultiplyAdd(acc1, x3, w2);
                    acc2 = TLanes.MultiplyAdd(acc2, x4, w2);
                    acc3 = TLanes.MultiplyAdd(acc3, x5, w2);
                    acc0 = TLanes.MultiplyAdd(acc0, x3, w3);
                    var x7 = TLanes.Load(rb + p3);
                    acc1 = TLanes.MultiplyAdd(acc1, x4, w3);
                    acc2 = TLanes.MultiplyAdd(acc2, x5, w3);
                    acc3 = TLanes.MultiplyAdd(acc3, x6, w3);
                    acc0 = TLanes.MultiplyAdd(acc0, x4, w4);
                    acc1 = TLanes.MultiplyAdd(acc1, x5, w4);
                    acc2 = TLanes.MultiplyAdd(acc2, x6, w4);
                    acc3 = TLanes.MultiplyAdd(acc3, x7, w4);
                    w += 5 * step;
                }
                while (row != end);
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
                at += p4;
            }

            if (left > 0)
            {
                TVector acc0 = bias, acc1 = bias;
                byte** row = rows;
                byte* w = weights;
                do
                {
                    TVector w0 = TLanes.Load(w), w1 = TLanes.Load(w + step), w2 = TLanes.Load(w + (2 * step)), w3 = TLanes.Load(w + (3 * step)), w4 = TLanes.Load(w + (4 * step));
                    byte* r = *row++ + at;
                    byte* rb = r + p4;
                    var x0 = TLanes.Load(r);
                    var x1 = TLanes.Load(r + p1);
                    acc0 = TLanes.MultiplyAdd(acc0, x0, w0);
                    var x2 = TLanes.Load(r + p2);
                    acc1 = TLanes.MultiplyAdd(acc1, x1, w0);
                    acc0 = TLanes.MultiplyAdd(acc0, x1, w1);
                    var x3 = TLanes.Load(r + p3);
                    acc1 = TLanes.MultiplyAdd(acc1, x2, w1);
                    acc0 = TLanes.MultiplyAdd(acc0, x2, w2);
                    var x4 = TLanes.Load(rb);
                    acc1 = TLanes.MultiplyAdd(acc1, x3, w2);
                    acc0 = TLanes.MultiplyAdd(acc0, x3, w3);
                    var x5 = TLanes.Load(rb + p1);
                    acc1 = TLanes.MultiplyAdd(acc1, x4, w3);
                    acc0 = TLanes.MultiplyAdd(acc0, x4, w4);
                    acc1 = TLanes.MultiplyAdd(acc1, x5, w4);
                    w += 5 * step;
                }
                while (row != end);
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
