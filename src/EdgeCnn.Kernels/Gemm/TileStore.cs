using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Brings the valid part of a float tile to the output, where a kernel could not write it itself.</summary>
internal static unsafe class TileStore
{
    /// <summary>A finished tile at the edge of the output. Blocks of a row overlap at its end instead of leaving single elements over.</summary>
    [MethodImpl(Compilation.Hot)]
    public static void Copy(float* tile, int tileStride, int rows, int columns, float* output, int stride)
    {
        for (int i = 0; i < rows; i++, tile += tileStride, output += stride)
        {
            if (columns >= Vector128<float>.Count)
            {
                for (int j = 0; j < columns - Vector128<float>.Count; j += Vector128<float>.Count)
                    Vector128.Load(tile + j).Store(output + j);
                Vector128.Load(tile + columns - Vector128<float>.Count).Store(output + columns - Vector128<float>.Count);
                continue;
            }

            for (int j = 0; j < columns; j++)
                output[j] = tile[j];
        }
    }

    /// <summary>A tile without bounds yet: the residual, where there is one, then the bounds.</summary>
    [MethodImpl(Compilation.Hot)]
    public static void AddAndClamp(float* tile, int tileStride, int rows, int columns, float* residual, float* output, scoped in LinearF32Args args)
    {
        Vector128<float> low = Vector128.Create(args.Minimum), high = Vector128.Create(args.Maximum);
        for (int i = 0; i < rows; i++, tile += tileStride, output += args.N, residual += residual == null ? 0 : args.N)
        {
            int j = 0;
            for (; j <= columns - Vector128<float>.Count; j += Vector128<float>.Count)
            {
                var sum = Vector128.Load(tile + j);
                if (residual != null)
                    sum += Vector128.Load(residual + j);
                Vector128.Min(Vector128.Max(sum, low), high).Store(output + j);
            }

            for (; j < columns; j++)
                output[j] = MathF.Min(MathF.Max(residual == null ? tile[j] : tile[j] + residual[j], args.Minimum), args.Maximum);
        }
    }
}
