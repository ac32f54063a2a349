using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Pixels;

/// <summary>Bytes of planes to floats of interleaved channels, by a table for each channel.</summary>
public static unsafe class ValueRow
{
    /// <summary>The floats for each byte.</summary>
    public const int TableLength = 256;

    /// <summary>output[i] = table[plane[i]].</summary>
    /// <exception cref="ArgumentException">The plane is shorter than the output, or the table than 256.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void One(ReadOnlySpan<byte> plane, ReadOnlySpan<float> table, Span<float> output)
    {
        if (plane.Length < output.Length || table.Length < TableLength)
            throw new ArgumentException($"{plane.Length} bytes by a table of {table.Length} into {output.Length} floats.", nameof(output));
        fixed (byte* x = plane)
        fixed (float* t = table, y = output)
        {
            for (int i = 0; i < output.Length; i++)
                y[i] = t[x[i]];
        }
    }

    /// <summary>output[3·i + c] = tables[256·c + plane c[i]].</summary>
    /// <param name="planes">The channels in the output's order.</param>
    /// <param name="tables">[3, 256]</param>
    /// <param name="output">[pixels, 3]</param>
    /// <exception cref="ArgumentException">The planes are shorter than the output, or the tables than 3·256.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Three(scoped in PixelPlanes planes, ReadOnlySpan<float> tables, Span<float> output)
    {
        if (output.Length % 3 != 0 || planes.Length < output.Length / 3 || tables.Length < 3 * TableLength)
            throw new ArgumentException($"Three planes of {planes.Length} by tables of {tables.Length} into {output.Length} floats.", nameof(output));
        fixed (byte* a = planes.A, b = planes.B, c = planes.C)
        fixed (float* t = tables, y = output)
        {
            int count = output.Length / 3;
            float* to = y;
            for (int i = 0; i < count; i++, to += 3)
            {
                to[0] = t[a[i]];
                to[1] = t[TableLength + b[i]];
                to[2] = t[(2 * TableLength) + c[i]];
            }
        }
    }
}
