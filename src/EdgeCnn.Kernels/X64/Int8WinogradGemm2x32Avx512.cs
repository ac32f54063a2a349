using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels.X64;

/// <summary>The products of 2 Winograd tiles and 32 columns by AVX-512, for pictures of one or two tiles.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 16c..16c + 15 of row r; two k of a row are broadcast as one 32-bit element.
/// Registers: 4 accumulators, 2 weights, 1 broadcast, 1 product of 32.
/// </remarks>
internal readonly unsafe struct Int8WinogradGemm2x32Avx512 : IWinogradInt8Gemm
{
    public static int Mr => 2;

    public static int Nr => 32;

    public static double MacsPerCycle => FullWidth.IsLikely ? 38 : 29;

    public static double CallCycles => FullWidth.IsLikely ? 8 : 25;

    public static bool IsSupported => Avx512BW.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Run(short** rows, nint channels, nint nextPoint, nint points, sbyte* b, int* sums, nint nextSums)
    {
        short* a0 = rows[0], a1 = rows[1];
        nint p = 0, end = channels;
        do
        {
            Vector512<int> acc00 = default, acc01 = default, acc10 = default, acc11 = default;
            do
            {
                Vector512<short> b0 = Vector512.Load((short*)b), b1 = Vector512.Load((short*)(b + 64));
                var x = Vector512.Create(*(int*)(a0 + p)).AsInt16();
                acc00 += Avx512BW.MultiplyAddAdjacent(x, b0);
                acc01 += Avx512BW.MultiplyAddAdjacent(x, b1);
                x = Vector512.Create(*(int*)(a1 + p)).AsInt16();
                acc10 += Avx512BW.MultiplyAddAdjacent(x, b0);
                acc11 += Avx512BW.MultiplyAddAdjacent(x, b1);
                b += 128;
                p += 2;
            }
            while (p < end);

            acc00.Store(sums);
            acc01.Store(sums + 16);
            acc10.Store(sums + 32);
            acc11.Store(sums + 48);
            sums += nextSums;
            end += nextPoint;
            p = end - channels;
        }
        while (--points != 0);
    }
}
