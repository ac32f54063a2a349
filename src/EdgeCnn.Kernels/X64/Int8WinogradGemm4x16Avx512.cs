using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels.X64;

/// <summary>The products of 4 Winograd tiles and 16 columns by AVX-512: VPMADDWD, two channels a step, all points in one call.</summary>
/// <remarks>
/// Lanes: accumulator r0 holds columns 0..15 of row r; two k of a row are broadcast as one 32-bit element.
/// Registers: 4 accumulators, 1 weights, 1 broadcast, 1 product of 32. More rows would save loads, which do not bind here, and leave more of them
/// empty: small pictures have 4 or 16 tiles.
/// </remarks>
internal readonly unsafe struct Int8WinogradGemm4x16Avx512 : IWinogradInt8Gemm
{
    public static int Mr => 4;

    public static int Nr => 16;

    public static double MacsPerCycle => FullWidth.IsLikely ? 40 : 30;

    public static double CallCycles => FullWidth.IsLikely ? 8 : 25;

    public static bool IsSupported => Avx512BW.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Run(short** rows, nint channels, nint nextPoint, nint points, sbyte* b, int* sums, nint nextSums)
    {
        short* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3];
        nint p = 0, end = channels;
        do
        {
            Vector512<int> acc00 = default, acc10 = default, acc20 = default, acc30 = default;
            do
            {
                var b0 = Vector512.Load((short*)b);
                acc00 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(*(int*)(a0 + p)).AsInt16(), b0);
                acc10 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(*(int*)(a1 + p)).AsInt16(), b0);
                acc20 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(*(int*)(a2 + p)).AsInt16(), b0);
                acc30 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(*(int*)(a3 + p)).AsInt16(), b0);
                b += 64;
                p += 2;
            }
            while (p < end);

            acc00.Store(sums);
            acc10.Store(sums + 16);
            acc20.Store(sums + 32);
            acc30.Store(sums + 48);
            sums += nextSums;
            end += nextPoint;
            p = end - channels;
        }
        while (--points != 0);
    }
}
