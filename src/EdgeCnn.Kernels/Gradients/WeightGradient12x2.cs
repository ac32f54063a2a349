using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gradients;

/// <summary>Tile of 12 weights by two registers of output channels, for processors with 32 vector registers.</summary>
/// <remarks>
/// Lanes: accumulator ij holds output channels jL..jL+L−1 of weight i (L lanes of a register); one input is broadcast from memory for each weight and pixel.
/// Registers: 24 accumulators, 2 output gradients, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct WeightGradient12x2<TLanes, TVector> : IWeightGradientMicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static string Name => $"f32-weight-gradient-12x{Nr}-{TLanes.Name}";

    public static bool IsSupported => TLanes.IsSupported;

    public static int Mr => 12;

    public static int Nr => 2 * TLanes.Count;

    [MethodImpl(Compilation.Hot)]
    public static void Run(in WeightGradientTile tile)
    {
        nint step = tile.SumStep, lanes = TLanes.Count, xStep = tile.XStep, dyStep = tile.DyStep;
        float* s = tile.Sum;
        TVector acc000 = TLanes.Load(s);
        TVector acc001 = TLanes.Load(s + lanes);
        TVector acc010 = TLanes.Load(s + step);
        TVector acc011 = TLanes.Load(s + step + lanes);
        TVector acc020 = TLanes.Load(s + (2 * step));
        TVector acc021 = TLanes.Load(s + (2 * step) + lanes);
        TVector acc030 = TLanes.Load(s + (3 * step));
        TVector acc031 = TLanes.Load(s + (3 * step) + lanes);
        TVector acc040 = TLanes.Load(s + (4 * step));
        TVector acc041 = TLanes.Load(s + (4 * step) + lanes);
        TVector acc050 = TLanes.Load(s + (5 * step));
        TVector acc051 = TLanes.Load(s + (5 * step) + lanes);
        TVector acc060 = TLanes.Load(s + (6 * step));
        TVector acc061 = TLanes.Load(s + (6 * step) + lanes);
        TVector acc070 = TLanes.Load(s + (7 * step));
        TVector acc071 = TLanes.Load(s + (7 * step) + lanes);
        TVector acc080 = TLanes.Load(s + (8 * step));
        TVector acc081 = TLanes.Load(s + (8 * step) + lanes);
        TVector acc090 = TLanes.Load(s + (9 * step));
        TVector acc091 = TLanes.Load(s + (9 * step) + lanes);
        TVector acc100 = TLanes.Load(s + (10 * step));
        TVector acc101 = TLanes.Load(s + (10 * step) + lanes);
        TVector acc110 = TLanes.Load(s + (11 * step));
        TVector acc111 = TLanes.Load(s + (11 * step) + lanes);
        float* row = tile.X, dy = tile.Dy;
        for (int oh = tile.Rows; oh > 0; oh--, row += tile.XRow)
        {
            float* x = row;
            int ow = tile.Columns;
            do
            {
                TVector d0 = TLanes.Load(dy), d1 = TLanes.Load(dy + lanes);
                dy += dyStep;
                TVector v = TLanes.Create(x[0]);
                acc000 = TLanes.MultiplyAdd(acc000, v, d0);
                acc001 = TLanes.MultiplyAdd(acc001, v, d1);
                v = TLanes.Create(x[1]);
                acc010 = TLanes.MultiplyAdd(acc010, v, d0);
                acc011 = TLanes.MultiplyAdd(acc011, v, d1);
                v = TLanes.Create(x[2]);
                acc020 = TLanes.MultiplyAdd(acc020, v, d0);
                acc021 = TLanes.MultiplyAdd(acc021, v, d1);
                v = TLanes.Create(x[3]);
                acc030 = TLanes.MultiplyAdd(acc030, v, d0);
                acc031 = TLanes.MultiplyAdd(acc031, v, d1);
                v = TLanes.Create(x[4]);
                acc040 = TLanes.MultiplyAdd(acc040, v, d0);
                acc041 = TLanes.MultiplyAdd(acc041, v, d1);
                v = TLanes.Create(x[5]);
                acc050 = TLanes.MultiplyAdd(acc050, v, d0);
                acc051 = TLanes.MultiplyAdd(acc051, v, d1);
                v = TLanes.Create(x[6]);
                acc060 = TLanes.MultiplyAdd(acc060, v, d0);
                acc061 = TLanes.MultiplyAdd(acc061, v, d1);
                v = TLanes.Create(x[7]);
                acc070 = TLanes.MultiplyAdd(acc070, v, d0);
                acc071 = TLanes.MultiplyAdd(acc071, v, d1);
                v = TLanes.Create(x[8]);
                acc080 = TLanes.MultiplyAdd(acc080, v, d0);
                acc081 = TLanes.MultiplyAdd(acc081, v, d1);
                v = TLanes.Create(x[9]);
                acc090 = TLanes.MultiplyAdd(acc090, v, d0);
                acc091 = TLanes.MultiplyAdd(acc091, v, d1);
                v = TLanes.Create(x[10]);
                acc100 = TLanes.MultiplyAdd(acc100, v, d0);
                acc101 = TLanes.MultiplyAdd(acc101, v, d1);
                v = TLanes.Create(x[11]);
                acc110 = TLanes.MultiplyAdd(acc110, v, d0);
                acc111 = TLanes.MultiplyAdd(acc111, v, d1);
                x += xStep;
            }
            while (--ow > 0);
        }

        TLanes.Store(acc000, s);
        TLanes.Store(acc001, s + lanes);
        TLanes.Store(acc010, s + step);
        TLanes.Store(acc011, s + step + lanes);
        TLanes.Store(acc020, s + (2 * step));
        TLanes.Store(acc021, s + (2 * step) + lanes);
        TLanes.Store(acc030, s + (3 * step));
        TLanes.Store(acc031, s + (3 * step) + lanes);
        TLanes.Store(acc040, s + (4 * step));
        TLanes.Store(acc041, s + (4 * step) + lanes);
        TLanes.Store(acc050, s + (5 * step));
        TLanes.Store(acc051, s + (5 * step) + lanes);
        TLanes.Store(acc060, s + (6 * step));
        TLanes.Store(acc061, s + (6 * step) + lanes);
        TLanes.Store(acc070, s + (7 * step));
        TLanes.Store(acc071, s + (7 * step) + lanes);
        TLanes.Store(acc080, s + (8 * step));
        TLanes.Store(acc081, s + (8 * step) + lanes);
        TLanes.Store(acc090, s + (9 * step));
        TLanes.Store(acc091, s + (9 * step) + lanes);
        TLanes.Store(acc100, s + (10 * step));
        TLanes.Store(acc101, s + (10 * step) + lanes);
        TLanes.Store(acc110, s + (11 * step));
        TLanes.Store(acc111, s + (11 * step) + lanes);
    }
}
