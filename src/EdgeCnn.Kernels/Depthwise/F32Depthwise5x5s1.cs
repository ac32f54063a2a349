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
/// A row of weights at a time. Loads run a column ahead of the products, for cores that do not look ahead. Registers: 5 weights, 4
/// accumulators, 2 columns, bias, 2 bounds.
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                    var x = TLanes.Load(r);
                    var y = TLanes.Load(r + p1);
                    acc0 = TLanes.MultiplyAdd(acc0, x, w0);
                    x = TLanes.Load(r + p2);
                    acc1 = TLanes.MultiplyAdd(acc1, y, w0);
                    acc0 = TLanes.MultiplyAdd(acc0, y, w1);
                    y = TLanes.Load(r + p3);
                    acc2 = TLanes.MultiplyAdd(acc2, x, w0);
                    acc1 = TLanes.MultiplyAdd(acc1, x, w1);
                    acc0 = TLanes.MultiplyAdd(acc0, x, w2);
                    r += p4;
                    x = TLanes.Load(r);
                    acc3 = TLanes.MultiplyAdd(acc3, y, w0);
                    acc2 = TLanes.MultiplyAdd(acc2, y, w1);
                    acc1 = TLanes.MultiplyAdd(acc1, y, w2);
                    acc0 = TLanes.MultiplyAdd(acc0, y, w3);
                    y = TLanes.Load(r + p1);
                    acc3 = TLanes.MultiplyAdd(acc3, x, w1);
                    acc2 = TLanes.MultiplyAdd(acc2, x, w2);
                    acc1 = TLanes.MultiplyAdd(acc1, x, w3);
                    acc0 = TLanes.MultiplyAdd(acc0, x, w4);
                    x = TLanes.Load(r + p2);
                    acc3 = TLanes.MultiplyAdd(acc3, y, w2);
                    acc2 = TLanes.MultiplyAdd(acc2, y, w3);
                    acc1 = TLanes.MultiplyAdd(acc1, y, w4);
                    y = TLanes.Load(r + p3);
                    acc3 = TLanes.MultiplyAdd(acc3, x, w3);
                    acc2 = TLanes.MultiplyAdd(acc2, x, w4);
                    acc3 = TLanes.MultiplyAdd(acc3, y, w4);
                    w += 5 * step;
                }
                while (row != end);
                TLanes.Store(TLanes.Clamp(acc0, low, high), to);
                TLanes.Store(TLanes.Clamp(acc1, low, high), to + p1);
                TLanes.Store(TLanes.Clamp(acc2, low, high), to + p2);
                if (left > 3)
                    TLanes.Store(TLanes.Clamp(acc3, low, high), to + p3);
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
                    var x = TLanes.Load(r);
                    var y = TLanes.Load(r + p1);
                    acc0 = TLanes.MultiplyAdd(acc0, x, w0);
                    x = TLanes.Load(r + p2);
                    acc1 = TLanes.MultiplyAdd(acc1, y, w0);
                    acc0 = TLanes.MultiplyAdd(acc0, y, w1);
                    y = TLanes.Load(r + p3);
                    acc1 = TLanes.MultiplyAdd(acc1, x, w1);
                    acc0 = TLanes.MultiplyAdd(acc0, x, w2);
                    r += p4;
                    x = TLanes.Load(r);
                    acc1 = TLanes.MultiplyAdd(acc1, y, w2);
                    acc0 = TLanes.MultiplyAdd(acc0, y, w3);
                    y = TLanes.Load(r + p1);
                    acc1 = TLanes.MultiplyAdd(acc1, x, w3);
                    acc0 = TLanes.MultiplyAdd(acc0, x, w4);
                    acc1 = TLanes.MultiplyAdd(acc1, y, w4);
                    w += 5 * step;
                }
                while (row != end);
                TLanes.Store(TLanes.Clamp(acc0, low, high), to);
                if (left > 1)
                    TLanes.Store(TLanes.Clamp(acc1, low, high), to + p1);
            }

            if (c == lastBlock)
                break;
        }
    }
}
