using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Imaging;

/// <summary>Rows of pixels to rows of a model's input, by a table for each channel.</summary>
/// <typeparam name="T">The input's elements.</typeparam>
internal abstract class InputRow<T>
    where T : unmanaged
{
    /// <summary>Takes the tables.</summary>
    /// <param name="tables">[channel][pixel value]</param>
    protected InputRow(T[][] tables)
    {
        Tables = tables;
        Black = [.. tables.Select(table => table[0])];
    }

    /// <summary>A black pixel.</summary>
    public T[] Black { get; } // [channels]

    /// <summary>The tables.</summary>
    protected T[][] Tables { get; } // [channels][256]

    /// <summary>Writes one row.</summary>
    /// <param name="planes">The model's channels in their order; one for grey.</param>
    /// <param name="row">[pixels, channels]</param>
    public abstract void Write(scoped in PixelPlanes planes, Span<T> row);
}

/// <summary>Rows of a float input.</summary>
internal sealed class ValueInputRow(float[][] tables) : InputRow<float>(tables)
{
    private readonly float[] all = [.. tables.SelectMany(table => table)]; // [channels, 256]

    public override void Write(scoped in PixelPlanes planes, Span<float> row)
    {
        if (Tables.Length == 1)
            ValueRow.One(planes.A, all, row);
        else
            ValueRow.Three(planes, all, row);
    }
}

/// <summary>Rows of an 8-bit input.</summary>
internal sealed class CodeInputRow(byte[][] tables, PixelKernel kernel) : InputRow<byte>(tables)
{
    private byte[] found = []; // [channels, pixels]

    public override void Write(scoped in PixelPlanes planes, Span<byte> row)
    {
        if (Tables.Length == 1)
        {
            CodeLookup.Run(planes.A[..row.Length], Tables[0], row);
            return;
        }

        int length = planes.Length;
        if (found.Length < 3 * length)
            found = new byte[3 * length];
        PixelPlanes codes = new(found.AsSpan(0, length), found.AsSpan(length, length), found.AsSpan(2 * length, length));
        CodeLookup.Run(planes.A, Tables[0], codes.A);
        CodeLookup.Run(planes.B, Tables[1], codes.B);
        CodeLookup.Run(planes.C, Tables[2], codes.C);
        kernel.Interleave(codes, row);
    }
}
