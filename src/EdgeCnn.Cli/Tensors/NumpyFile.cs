using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>Reads and writes one array in NumPy's .npy form, the way tensors come from and go to Python without Python.</summary>
internal static class NumpyFile
{
    /// <summary>Reads a file of version 1.0 to 3.0; float64 becomes float32, Fortran order becomes C order.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or of a type that is not read.</exception>
    /// <exception cref="EdgeCnnException">The file cannot be opened.</exception>
    public static NumpyArray Read(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static NumpyArray Read(ReadOnlyMemory<byte> file, string source)
    {
        NumpyHeader header = NumpyHeader.Read(file.Span, source);
        bool wide = header.Descr == "<f8";
        DataType type = wide ? DataType.Float32 : Type(header, source);
        int size = wide ? sizeof(double) : type.SizeBytes();
        ReadOnlyMemory<byte> data = file[header.Length..];
        long expected = (long)header.Shape.Elements * size;
        if (data.Length != expected)
            throw new ModelFormatException(source, header.Length + Math.Min(data.Length, expected), $"{header.Descr} of shape {header.Shape} has {expected} bytes, the file has {data.Length} behind its header. Save the array again.");
        if (header.FortranOrder && header.Shape.Rank > 1)
            data = ToRowMajor(data.Span, header.Shape, size);
        var array = new NumpyArray(type, header.Shape, data);
        return wide ? Narrowed(array, source) : array;
    }

    /// <summary>Writes a file of version 1.0, whole or not at all.</summary>
    /// <exception cref="EdgeCnnException">The folder is missing, closed or full.</exception>
    public static void Write(string path, NumpyArray array) => AtomicFile.Write(path, stream =>
    {
        stream.Write(NumpyHeader.ToBytes(array.Type, array.Shape));
        stream.Write(array.Data.Span);
    });

    private static DataType Type(NumpyHeader header, string source) => header.Descr switch
    {
        "<f4" => DataType.Float32,
        "<i4" => DataType.Int32,
        "<i8" => DataType.Int64,
        // One byte has no order, whatever the file says of it.
        "|u1" or "<u1" or ">u1" => DataType.UInt8,
        "|i1" or "<i1" or ">i1" => DataType.Int8,
        "|b1" or "?" => DataType.Bool,
        _ => throw new ModelFormatException(source, header.DescrOffset, $"element type '{header.Descr}' is not read. Known: <f4, <f8, |u1, |i1, <i4, <i8, |b1. In Python: array.astype('<f4')."),
    };

    // Fortran order is row-major with the axes the other way round.
    private static byte[] ToRowMajor(ReadOnlySpan<byte> data, Shape shape, int size) =>
        AxisOrder.Permute(data, new Shape([.. shape.Dims.Reverse()]), size, [.. Enumerable.Range(0, shape.Rank).Reverse()]);

    private static NumpyArray Narrowed(NumpyArray array, string source)
    {
        float[] values = new float[array.Shape.Elements];
        int beyond = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = BinaryPrimitives.ReadDoubleLittleEndian(array.Data.Span[(8 * i)..]);
            values[i] = (float)value;
            beyond += double.IsFinite(value) && !float.IsFinite(values[i]) ? 1 : 0;
        }

        string lost = beyond == 0 ? "" : $"; {beyond} values beyond its range became infinite";
        return array with { Data = MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), Note = $"{source}: float64 rounded to float32{lost}" };
    }
}
