using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gradients;

/// <summary>Tile of 24 weights by one register of output channels, for narrow layers on processors with 32 vector registers.</summary>
/// <remarks>
/// Lanes: accumulator i holds L output channels of weight i (L lanes of a register); one input is broadcast from memory for each weight and pixel.
/// Registers: 24 accumulators, 1 output gradient, 1 broadcast of 32.
/// </remarks>
internal readonly unsafe struct WeightGradient24x1<TLanes, TVector> : IWeightGradientMicroKernel
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static string Name => $"f32-weight-gradient-24x{Nr}-{TLanes.Name}";

    public static bool IsSupported => TLanes.IsSupported;

    public static int Mr => 24;

    public static int Nr => TLanes.Count;

    [MethodImpl(Compilation.Hot)]
    public static void Run(in WeightGradientTile tile)
    {
        nint step = tile.SumStep, xStep = tile.XStep, dyStep = tile.DyStep;
        float* s = tile.Sum;
        TVector acc00 = TLanes.Load(s);
        TVector acc01 = TLanes.Load(s + step);
        TVector acc02 = TLanes.Load(s + (2 * step));
        TVector acc03 = TLanes.Load(s + (3 * step));
        TVector acc04 = TLanes.Load(s + (4 * step));
        TVector acc05 = TLanes.Load(s + (5 * step));
        TVector acc06 = TLanes.Load(s + (6 * step));
        TVector acc07 = TLanes.Load(s + (7 * step));
        TVector acc08 = TLanes.Load(s + (8 * step));
        TVector acc09 = TLanes.Load(s + (9 * step));
        TVector acc10 = TLanes.Load(s + (10 * step));
        TVector acc11 = TLanes.Load(s + (11 * step));
        TVector acc12 = TLanes.Load(s + (12 * step));
        TVector acc13 = TLanes.Load(s + (13 * step));
        TVector acc14 = TLanes.Load(s + (14 * step));
        TVector acc15 = TLanes.Load(s + (15 * step));
        TVector acc16 = TLanes.Load(s + (16 * step));
        TVector acc17 = TLanes.Load(s + (17 * step));
        TVector acc18 = TLanes.Load(s + (18 * step));
        TVector acc19 = TLanes.Load(s + (19 * step));
        TVector acc20 = TLanes.Load(s + (20 * step));
        TVector acc21 = TLanes.Load(s + (21 * step));
        TVector acc22 = TLanes.Load(s + (22 * step));
        TVector acc23 = TLanes.Load(s + (23 * step));
        float* row = tile.X, dy = tile.Dy;
        for (int oh = tile.Rows; oh > 0; oh--, row += tile.XRow)
        {
            float* x = row;
            int ow = tile.Columns;
            do
            {
                TVector d = TLanes.Load(dy);
                dy += dyStep;
                acc00 = TLanes.MultiplyAdd(acc00, TLanes.Create(x[0]), d);
                acc01 = TLanes.MultiplyAdd(acc01, TLanes.Create(x[1]), d);
                acc02 = TLanes.MultiplyAdd(acc02, TLanes.Create(x[2]), d);
                acc03 = TLanes.MultiplyAdd(acc03, TLanes.Create(x[3]), d);
                acc04 = TLanes.MultiplyAdd(acc04, TLanes.Create(x[4]), d);
                acc05 = TLanes.MultiplyAdd(acc05, TLanes.Create(x[5]), d);
                acc06 = TLanes.MultiplyAdd(acc06, TLanes.Create(x[6]), d);
                acc07 = TLanes.MultiplyAdd(acc07, TLanes.Create(x[7]), d);
                acc08 = TLanes.MultiplyAdd(acc08, TLanes.Create(x[8]), d);
                acc09 = TLanes.MultiplyAdd(acc09, TLanes.Create(x[9]), d);
                acc10 = TLanes.MultiplyAdd(acc10, TLanes.Create(x[10]), d);
                acc11 = TLanes.MultiplyAdd(acc11, TLanes.Create(x[11]), d);
                acc12 = TLanes.MultiplyAdd(acc12, TLanes.Create(x[12]), d);
                acc13 = TLanes.MultiplyAdd(acc13, TLanes.Create(x[13]), d);
                acc14 = TLanes.MultiplyAdd(acc14, TLanes.Create(x[14]), d);
                acc15 = TLanes.MultiplyAdd(acc15, TLanes.Create(x[15]), d);
                acc16 = TLanes.MultiplyAdd(acc16, TLanes.Create(x[16]), d);
                acc17 = TLanes.MultiplyAdd(acc17, TLanes.Create(x[17]), d);
                acc18 = TLanes.MultiplyAdd(acc18, TLanes.Create(x[18]), d);
                acc19 = TLanes.MultiplyAdd(acc19, TLanes.Create(x[19]), d);
                acc20 = TLanes.MultiplyAdd(acc20, TLanes.Create(x[20]), d);
                acc21 = TLanes.MultiplyAdd(acc21, TLanes.Create(x[21]), d);
                acc22 = TLanes.MultiplyAdd(acc22, TLanes.Create(x[22]), d);
                acc23 = TLanes.MultiplyAdd(acc23, TLanes.Create(x[23]), d);
                x += xStep;
            }
            while (--ow > 0);
        }

        TLanes.Store(acc00, s);
        TLanes.Store(acc01, s + step);
        TLanes.Store(acc02, s + (2 * step));
        TLanes.Store(acc03, s + (3 * step));
        TLanes.Store(acc04, s + (4 * step));
        TLanes.Store(acc05, s + (5 * step));
        TLanes.Store(acc06, s + (6 * step));
        TLanes.Store(acc07, s + (7 * step));
        TLanes.Store(acc08, s + (8 * step));
        TLanes.Store(acc09, s + (9 * step));
        TLanes.Store(acc10, s + (10 * step));
        TLanes.Store(acc11, s + (11 * step));
        TLanes.Store(acc12, s + (12 * step));
        TLanes.Store(acc13, s + (13 * step));
        TLanes.Store(acc14, s + (14 * step));
        TLanes.Store(acc15, s + (15 * step));
        TLanes.Store(acc16, s + (16 * step));
        TLanes.Store(acc17, s + (17 * step));
        TLanes.Store(acc18, s + (18 * step));
        TLanes.Store(acc19, s + (19 * step));
        TLanes.Store(acc20, s + (20 * step));
        TLanes.Store(acc21, s + (21 * step));
        TLanes.Store(acc22, s + (22 * step));
        TLanes.Store(acc23, s + (23 * step));
    }
}
