using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Requantize;

/// <summary>The one rounding rule: int32 sums of a tile to 8-bit codes.</summary>
/// <remarks>
/// Exactness: q = clamp(round(float(sum + bias)·multiplier) + z), clamped before the conversion to integer, round half to
/// even. Conversion, product and rounding are single IEEE operations, so every processor gives the same code.
/// </remarks>
internal static unsafe class Requantizer
{
    /// <summary>The rule for one value.</summary>
    public static int Requantize(int sum, int bias, float multiplier, in RequantizeArgs r)
    {
        float scaled = unchecked(sum + bias) * multiplier;
        float clamped = MathF.Min(MathF.Max(scaled, r.Minimum - r.ZeroPoint), r.Maximum - r.ZeroPoint);
        return (int)MathF.Round(clamped, MidpointRounding.ToEven) + r.ZeroPoint;
    }

    /// <summary>Stores the valid part of a tile.</summary>
    /// <param name="tile">[rows, tileStride] int32</param>
    /// <param name="tileStride">Columns of the tile, a multiple of 4.</param>
    /// <param name="rows">Valid rows.</param>
    /// <param name="columns">Valid columns.</param>
    /// <param name="firstChannel">The output channel of column 0, a multiple of 4.</param>
    /// <param name="r">The layer's parameters.</param>
    /// <param name="output">First output code; rows lie <paramref name="outputStride"/> apart.</param>
    /// <param name="outputStride">Output channels of the layer.</param>
    [MethodImpl(Compilation.Hot)]
    public static void Store(int* tile, int tileStride, int rows, int columns, int firstChannel, in RequantizeArgs r, byte* output, int outputStride)
    {
        fixed (int* biases = r.Bias)
        fixed (float* multipliers = r.Multiplier)
        {
            int* bias = biases + firstChannel;
            float* multiplier = multipliers + firstChannel;
            int j = WideRequantizer.Store(tile, tileStride, rows, columns, bias, multiplier, r, output, outputStride);
            if (NeonStore.Takes(r))
            {
                for (; j <= columns - 16; j += 16)
                    NeonStore.Columns16(tile + j, tileStride, rows, bias + j, multiplier + j, r, output + j, outputStride);
                for (; j <= columns - 8; j += 8)
                    NeonStore.Columns8(tile + j, tileStride, rows, bias + j, multiplier + j, r, output + j, outputStride);
                for (; j <= columns - 4; j += 4)
                    NeonStore.Columns4(tile + j, tileStride, rows, bias + j, multiplier + j, r, output + j, outputStride);
            }

            for (; j < columns; j += 4)
                StoreFour(tile + j, tileStride, rows, Math.Min(4, columns - j), bias + j, multiplier + j, r, output + j, outputStride);
        }
    }

    [MethodImpl(Compilation.Hot)]
    private static void StoreFour(int* tile, int tileStride, int rows, int valid, int* bias, float* multiplier, in RequantizeArgs r, byte* output, int outputStride)
    {
        var low = Vector128.Create((float)(r.Minimum - r.ZeroPoint));
        var high = Vector128.Create((float)(r.Maximum - r.ZeroPoint));
        var zero = Vector128.Create(r.ZeroPoint);
        var b = Vector128.Load(bias);
        var m = Vector128.Load(multiplier);
        for (int i = 0; i < rows; i++, tile += tileStride, output += outputStride)
        {
            var scaled = Vector128.ConvertToSingle(Vector128.Load(tile) + b) * m;
            var clamped = Vector128.MinNative(Vector128.MaxNative(scaled, low), high);
            var code = Vector128.ConvertToInt32Native(Vector128.Round(clamped)) + zero;
            // The codes are in range, so the truncating narrows lose nothing.
            var narrow = Vector128.Narrow(code, code);
            uint four = Vector128.Narrow(narrow, narrow).AsUInt32().ToScalar();
            if (valid >= 4)
                Unsafe.WriteUnaligned(output, four);
            else
                StorePart(output, four, valid);
        }
    }

    private static void StorePart(byte* to, uint four, int valid)
    {
        for (int c = 0; c < valid; c++, four >>= 8)
            to[c] = (byte)four;
    }
}
