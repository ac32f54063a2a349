using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Float tile of 1 row by 16 columns by FMLA, for dense layers at batch 1: bound by the loads of weights.</summary>
/// <remarks>
/// Lanes: accumulator c holds columns 4c..4c+3. Register x holds four k of the row; its lane q meets the weights of the q-th k.
/// <code>
///            b0          b1          b2          b3        weights of k
///   x[q] · [0 1 2 3]   [4 5 6 7]  [8 9 10 11] [12 .. 15]   added to acc0 .. acc3
/// </code>
/// Registers: 4 accumulators, 1 row, 4 weights of 32. Four chains suffice: a core loads no faster than they wait.
/// </remarks>
internal readonly unsafe struct F32Gemv1x16<TIsa> : IGemmF32MicroKernel
    where TIsa : struct, IVectorIsa
{
    public static GemmFormat Format { get; } = new("f32-gemv-1x16-" + TIsa.Name, Mr: 1, Nr: 16, Kr: 4, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 4);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 1;

    public static int Nr => 16;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector128<float> acc0 = default, acc1 = default, acc2 = default, acc3 = default;
        do
        {
            float* a = *rows++;
            nint p = 0;
            do
            {
                var x = Vector128.Load(a + p);
                // k 0
                var b0 = Vector128.Load(b + 0);
                var b1 = Vector128.Load(b + 4);
                var b2 = Vector128.Load(b + 8);
                var b3 = Vector128.Load(b + 12);
                acc0 = TIsa.FmaLane0(acc0, b0, x);
                acc1 = TIsa.FmaLane0(acc1, b1, x);
                acc2 = TIsa.FmaLane0(acc2, b2, x);
                acc3 = TIsa.FmaLane0(acc3, b3, x);
                // k 1
                b0 = Vector128.Load(b + 16);
                b1 = Vector128.Load(b + 20);
                b2 = Vector128.Load(b + 24);
                b3 = Vector128.Load(b + 28);
                acc0 = TIsa.FmaLane1(acc0, b0, x);
                acc1 = TIsa.FmaLane1(acc1, b1, x);
                acc2 = TIsa.FmaLane1(acc2, b2, x);
                acc3 = TIsa.FmaLane1(acc3, b3, x);
                // k 2
                b0 = Vector128.Load(b + 32);
                b1 = Vector128.Load(b + 36);
                b2 = Vector128.Load(b + 40);
                b3 = Vector128.Load(b + 44);
                acc0 = TIsa.FmaLane2(acc0, b0, x);
                acc1 = TIsa.FmaLane2(acc1, b1, x);
                acc2 = TIsa.FmaLane2(acc2, b2, x);
                acc3 = TIsa.FmaLane2(acc3, b3, x);
                // k 3
                b0 = Vector128.Load(b + 48);
                b1 = Vector128.Load(b + 52);
                b2 = Vector128.Load(b + 56);
                b3 = Vector128.Load(b + 60);
                acc0 = TIsa.FmaLane3(acc0, b0, x);
                acc1 = TIsa.FmaLane3(acc1, b1, x);
                acc2 = TIsa.FmaLane3(acc2, b2, x);
                acc3 = TIsa.FmaLane3(acc3, b3, x);
                b += 64;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        Vector128<float> low = Vector128.Create(to.Minimum), high = Vector128.Create(to.Maximum);
        Vector128.Min(Vector128.Max(acc0 + Vector128.Load(to.Bias), low), high).Store(to.Output);
        Vector128.Min(Vector128.Max(acc1 + Vector128.Load(to.Bias + 4), low), high).Store(to.Output + 4);
        Vector128.Min(Vector128.Max(acc2 + Vector128.Load(to.Bias + 8), low), high).Store(to.Output + 8);
        Vector128.Min(Vector128.Max(acc3 + Vector128.Load(to.Bias + 12), low), high).Store(to.Output + 12);
    }
}
