using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Float tile of 8 rows by 8 columns by FMLA: 16 accumulators, 64 FMLA a step of 4 k.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 4c..4c+3 of row r. Register xr holds four k of row r; its lane q meets the weights of
/// the q-th k.
/// Registers: 16 accumulators, 8 rows, 2 weights of 32.
/// </remarks>
internal readonly unsafe struct F32Gemm8x8<TIsa> : IGemmF32MicroKernel
    where TIsa : struct, IVectorIsa
{
    public static GemmFormat Format { get; } = new("f32-gemm-8x8-" + TIsa.Name, Mr: 8, Nr: 8, Kr: 4, KGroup: 1, RowElementBytes: 4, MacsPerCycle: 16);

    public static bool IsSupported => TIsa.IsSupported;

    public static int Mr => 8;

    public static int Nr => 8;

    [MethodImpl(Compilation.Hot)]
    public static void Run(float** rows, nint segments, nint length, float* b, in F32Tile to)
    {
        Vector128<float> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default, acc30 = default, acc31 = default;
        Vector128<float> acc40 = default, acc41 = default, acc50 = default, acc51 = default, acc60 = default, acc61 = default, acc70 = default, acc71 = default;
        do
        {
            float* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5], a6 = rows[6], a7 = rows[7];
            rows += 8;
            nint p = 0;
            do
            {
                var x0 = Vector128.Load(a0 + p);
                var x1 = Vector128.Load(a1 + p);
                var x2 = Vector128.Load(a2 + p);
                var x3 = Vector128.Load(a3 + p);
                var x4 = Vector128.Load(a4 + p);
                var x5 = Vector128.Load(a5 + p);
                var x6 = Vector128.Load(a6 + p);
                var x7 = Vector128.Load(a7 + p);
                // k 0
                var b0 = Vector128.Load(b + 0);
                var b1 = Vector128.Load(b + 4);
                acc00 = TIsa.FmaLane0(acc00, b0, x0);
                acc01 = TIsa.FmaLane0(acc01, b1, x0);
                acc10 = TIsa.FmaLane0(acc10, b0, x1);
                acc11 = TIsa.FmaLane0(acc11, b1, x1);
                acc20 = TIsa.FmaLane0(acc20, b0, x2);
                acc21 = TIsa.FmaLane0(acc21, b1, x2);
                acc30 = TIsa.FmaLane0(acc30, b0, x3);
                acc31 = TIsa.FmaLane0(acc31, b1, x3);
                acc40 = TIsa.FmaLane0(acc40, b0, x4);
                acc41 = TIsa.FmaLane0(acc41, b1, x4);
                acc50 = TIsa.FmaLane0(acc50, b0, x5);
                acc51 = TIsa.FmaLane0(acc51, b1, x5);
                acc60 = TIsa.FmaLane0(acc60, b0, x6);
                acc61 = TIsa.FmaLane0(acc61, b1, x6);
                acc70 = TIsa.FmaLane0(acc70, b0, x7);
                acc71 = TIsa.FmaLane0(acc71, b1, x7);
                // k 1
                b0 = Vector128.Load(b + 8);
                b1 = Vector128.Load(b + 12);
                acc00 = TIsa.FmaLane1(acc00, b0, x0);
                acc01 = TIsa.FmaLane1(acc01, b1, x0);
                acc10 = TIsa.FmaLane1(acc10, b0, x1);
                acc11 = TIsa.FmaLane1(acc11, b1, x1);
                acc20 = TIsa.FmaLane1(acc20, b0, x2);
                acc21 = TIsa.FmaLane1(acc21, b1, x2);
                acc30 = TIsa.FmaLane1(acc30, b0, x3);
                acc31 = TIsa.FmaLane1(acc31, b1, x3);
                acc40 = TIsa.FmaLane1(acc40, b0, x4);
                acc41 = TIsa.FmaLane1(acc41, b1, x4);
                acc50 = TIsa.FmaLane1(acc50, b0, x5);
                acc51 = TIsa.FmaLane1(acc51, b1, x5);
                acc60 = TIsa.FmaLane1(acc60, b0, x6);
                acc61 = TIsa.FmaLane1(acc61, b1, x6);
                acc70 = TIsa.FmaLane1(acc70, b0, x7);
                acc71 = TIsa.FmaLane1(acc71, b1, x7);
                // k 2
                b0 = Vector128.Load(b + 16);
                b1 = Vector128.Load(b + 20);
                acc00 = TIsa.FmaLane2(acc00, b0, x0);
                acc01 = TIsa.FmaLane2(acc01, b1, x0);
                acc10 = TIsa.FmaLane2(acc10, b0, x1);
                acc11 = TIsa.FmaLane2(acc11, b1, x1);
                acc20 = TIsa.FmaLane2(acc20, b0, x2);
                acc21 = TIsa.FmaLane2(acc21, b1, x2);
                acc30 = TIsa.FmaLane2(acc30, b0, x3);
                acc31 = TIsa.FmaLane2(acc31, b1, x3);
                acc40 = TIsa.FmaLane2(acc40, b0, x4);
                acc41 = TIsa.FmaLane2(acc41, b1, x4);
                acc50 = TIsa.FmaLane2(acc50, b0, x5);
                acc51 = TIsa.FmaLane2(acc51, b1, x5);
                acc60 = TIsa.FmaLane2(acc60, b0, x6);
                acc61 = TIsa.FmaLane2(acc61, b1, x6);
                acc70 = TIsa.FmaLane2(acc70, b0, x7);
                acc71 = TIsa.FmaLane2(acc71, b1, x7);
                // k 3
                b0 = Vector128.Load(b + 24);
                b1 = Vector128.Load(b + 28);
                acc00 = TIsa.FmaLane3(acc00, b0, x0);
                acc01 = TIsa.FmaLane3(acc01, b1, x0);
                acc10 = TIsa.FmaLane3(acc10, b0, x1);
                acc11 = TIsa.FmaLane3(acc11, b1, x1);
                acc20 = TIsa.FmaLane3(acc20, b0, x2);
                acc21 = TIsa.FmaLane3(acc21, b1, x2);
                acc30 = TIsa.FmaLane3(acc30, b0, x3);
                acc31 = TIsa.FmaLane3(acc31, b1, x3);
                acc40 = TIsa.FmaLane3(acc40, b0, x4);
                acc41 = TIsa.FmaLane3(acc41, b1, x4);
                acc50 = TIsa.FmaLane3(acc50, b0, x5);
                acc51 = TIsa.FmaLane3(acc51, b1, x5);
                acc60 = TIsa.FmaLane3(acc60, b0, x6);
                acc61 = TIsa.FmaLane3(acc61, b1, x6);
                acc70 = TIsa.FmaLane3(acc70, b0, x7);
                acc71 = TIsa.FmaLane3(acc71, b1, x7);
                b += 32;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        Vector128<float> bias0 = Vector128.Load(to.Bias), bias1 = Vector128.Load(to.Bias + 4), low = Vector128.Create(to.Minimum), high = Vector128.Create(to.Maximum);
        float* y = to.Output;
        Vector128.Min(Vector128.Max(acc00 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc01 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc10 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc11 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc20 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc21 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc30 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc31 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc40 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc41 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc50 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc51 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc60 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc61 + bias1, low), high).Store(y + 4);
        y += to.Stride;
        Vector128.Min(Vector128.Max(acc70 + bias0, low), high).Store(y);
        Vector128.Min(Vector128.Max(acc71 + bias1, low), high).Store(y + 4);
    }
}
