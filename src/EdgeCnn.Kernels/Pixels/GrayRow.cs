using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Pixels;

/// <summary>The luma of red, green and blue.</summary>
public static class GrayRow
{
    private const int Red = 77, Green = 150, Blue = 29;

    /// <summary>result[i] = (77·R + 150·G + 29·B + 128) / 256.</summary>
    /// <remarks>
    /// Aliasing: the result may be one of the planes.
    /// Source: ITU-R BT.601-7 §2.5.1, weights in 1/256.
    /// </remarks>
    /// <exception cref="ArgumentException">The result is shorter than the planes.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(scoped in PixelPlanes planes, Span<byte> result)
    {
        if (result.Length < planes.Length)
            throw new ArgumentException($"{planes.Length} pixels into {result.Length}.", nameof(result));
        ReadOnlySpan<byte> r = planes.A, g = planes.B, b = planes.C;
        int i = 0;
        for (; i <= r.Length - 16; i += 16)
        {
            Vector128<byte> x = Vector128.Create(r.Slice(i, 16)), y = Vector128.Create(g.Slice(i, 16)), z = Vector128.Create(b.Slice(i, 16));
            var lower = Sum(Vector128.WidenLower(x), Vector128.WidenLower(y), Vector128.WidenLower(z));
            var upper = Sum(Vector128.WidenUpper(x), Vector128.WidenUpper(y), Vector128.WidenUpper(z));
            Vector128.Narrow(lower, upper).CopyTo(result[i..]);
        }

        for (; i < r.Length; i++)
            result[i] = (byte)(((Red * r[i]) + (Green * g[i]) + (Blue * b[i]) + 128) >> 8);
    }

    // At most 256·255 + 128, which 16 bits hold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Sum(Vector128<ushort> r, Vector128<ushort> g, Vector128<ushort> b) =>
        ((r * Vector128.Create((ushort)Red)) + (g * Vector128.Create((ushort)Green)) + (b * Vector128.Create((ushort)Blue)) + Vector128.Create((ushort)128)) >>> 8;
}
