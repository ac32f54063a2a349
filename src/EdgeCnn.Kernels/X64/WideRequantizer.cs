using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>The rule of <see cref="Requantizer"/> for sixteen or eight channels at once.</summary>
/// <remarks>
/// Exactness: the same IEEE operations in the same order. CVTPS2DQ rounds half to even, as .NET leaves MXCSR, which is
/// what rounding and converting do in two steps elsewhere; the codes are in range by then, so the narrowing moves lose nothing.
/// </remarks>
internal static unsafe class WideRequantizer
{
    /// <summary>Stores the columns of a tile that come in sixteens, then eights.</summary>
    /// <returns>Columns done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store(int* tile, int tileStride, int rows, int columns, int* bias, float* multiplier, in RequantizeArgs r, byte* output, int outputStride)
    {
        int j = 0;
        if (Avx512F.IsSupported)
        {
            if (columns < 16 && columns == outputStride && tileStride >= 16)
            {
                StoreFew(tile, tileStride, rows, columns, bias, multiplier, r, output);
                return columns;
            }

            for (; j <= columns - 16; j += 16)
                Store16(tile + j, tileStride, rows, bias + j, multiplier + j, r, output + j, outputStride);
        }

        if (Avx2.IsSupported)
        {
            for (; j <= columns - 8; j += 8)
                Store8(tile + j, tileStride, rows, bias + j, multiplier + j, r, output + j, outputStride);
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store16(int* tile, int tileStride, int rows, int* bias, float* multiplier, in RequantizeArgs r, byte* output, int outputStride)
    {
        var b = Vector512.Load(bias);
        var m = Vector512.Load(multiplier);
        var low = Vector512.Create((float)(r.Minimum - r.ZeroPoint));
        var high = Vector512.Create((float)(r.Maximum - r.ZeroPoint));
        var zero = Vector512.Create(r.ZeroPoint);
        for (int i = 0; i < rows; i++, tile += tileStride, output += outputStride)
        {
            // In halves, as the kernels have just stored them: one load would wait until both have left the store buffer.
            var sums = Avx512F.InsertVector256(Vector256.Load(tile).ToVector512Unsafe(), Vector256.Load(tile + 8), 1);
            var scaled = Avx512F.ConvertToVector512Single(sums + b) * m;
            var code = Avx512F.ConvertToVector512Int32(Avx512F.Min(Avx512F.Max(scaled, low), high)) + zero;
            Avx512F.ConvertToVector128Byte(code).Store(output);
        }
    }

    // Rows of fewer than sixteen channels that lie side by side: a row's block runs over the rows behind it, which are stored later.
    [MethodImpl(Compilation.Hot)]
    private static void StoreFew(int* tile, int tileStride, int rows, int columns, int* bias, float* multiplier, in RequantizeArgs r, byte* output)
    {
        var valid = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(columns));
        var b = Avx512F.MaskLoad(bias, valid, Vector512<int>.Zero);
        var m = Avx512F.MaskLoad(multiplier, valid.AsSingle(), Vector512<float>.Zero);
        var low = Vector512.Create((float)(r.Minimum - r.ZeroPoint));
        var high = Vector512.Create((float)(r.Maximum - r.ZeroPoint));
        var zero = Vector512.Create(r.ZeroPoint);
        byte* whole = output + ((nint)rows * columns) - 16;
        for (int i = 0; i < rows; i++, tile += tileStride, output += columns)
        {
            var sums = Avx512F.InsertVector256(Vector256.Load(tile).ToVector512Unsafe(), Vector256.Load(tile + 8), 1);
            var scaled = Avx512F.ConvertToVector512Single(sums + b) * m;
            var codes = Avx512F.ConvertToVector128Byte(Avx512F.ConvertToVector512Int32(Avx512F.Min(Avx512F.Max(scaled, low), high)) + zero);
            if (output <= whole)
                codes.Store(output);
            else
                StorePart(codes, columns, output);
        }
    }

    private static void StorePart(Vector128<byte> codes, int count, byte* to)
    {
        if ((count & 8) != 0)
        {
            Sse2.StoreScalar((long*)to, codes.AsInt64());
            codes = Sse2.ShiftRightLogical128BitLane(codes, 8);
            to += 8;
        }

        ulong rest = codes.AsUInt64().ToScalar();
        for (int i = count & 7; i != 0; i--, rest >>= 8)
            *to++ = (byte)rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store8(int* tile, int tileStride, int rows, int* bias, float* multiplier, in RequantizeArgs r, byte* output, int outputStride)
    {
        var b = Vector256.Load(bias);
        var m = Vector256.Load(multiplier);
        var low = Vector256.Create((float)(r.Minimum - r.ZeroPoint));
        var high = Vector256.Create((float)(r.Maximum - r.ZeroPoint));
        var zero = Vector256.Create(r.ZeroPoint);
        for (int i = 0; i < rows; i++, tile += tileStride, output += outputStride)
        {
            var scaled = Avx.ConvertToVector256Single(Vector256.Load(tile) + b) * m;
            var code = Avx.ConvertToVector256Int32(Avx.Min(Avx.Max(scaled, low), high)) + zero;
            // Only the low bytes, which the unsigned pack then takes as they are.
            var pairs = Sse2.PackSignedSaturate(code.GetLower(), code.GetUpper()) & Vector128.Create((short)0xFF);
            Sse2.StoreScalar((long*)output, Sse2.PackUnsignedSaturate(pairs, pairs).AsInt64());
        }
    }
}
