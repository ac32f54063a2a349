using System.Runtime.InteropServices;

namespace EdgeCnn.Tools.OnnxRuntime;

/// <summary>An input or output of a session in memory that stays where it is: the library reads and writes it in place.</summary>
public sealed unsafe class OrtTensor : IDisposable
{
    private const int Alignment = 64;

    private byte* data;

    internal OrtTensor(string name, OrtElementType type, long[] shape)
    {
        Name = name;
        Type = type;
        Shape = shape;
        SizeBytes = checked((int)(shape.Aggregate(1L, (product, size) => product * size) * BytesOf(type)));
        data = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(SizeBytes, 1), Alignment);
        new Span<byte>(data, SizeBytes).Clear();
    }

    /// <summary>The name in the model.</summary>
    public string Name { get; }

    /// <summary>Element type.</summary>
    public OrtElementType Type { get; }

    /// <summary>Sizes in ONNX's order of axes; one that the model leaves open is 1.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Bytes of all elements.</summary>
    public int SizeBytes { get; }

    /// <summary>The elements: write an input's before a run, read an output's after it.</summary>
    public Span<byte> Bytes => new(data, SizeBytes);

    internal byte* Data => data;

    /// <summary>Frees the memory; the session must be gone.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(data);
        data = null;
    }

    private static int BytesOf(OrtElementType type) => type switch
    {
        OrtElementType.Float32 or OrtElementType.Int32 => 4,
        OrtElementType.Int64 => 8,
        OrtElementType.UInt8 or OrtElementType.Int8 or OrtElementType.Bool => 1,
        _ => throw new NotSupportedException($"Tensors of ONNX element type {(int)type} are not used here."),
    };
}

/// <summary>Element types, numbered as in ONNX.</summary>
public enum OrtElementType
{
    /// <summary>32-bit real numbers.</summary>
    Float32 = 1,

    /// <summary>Bytes without sign.</summary>
    UInt8 = 2,

    /// <summary>Bytes with sign.</summary>
    Int8 = 3,

    /// <summary>32-bit integers.</summary>
    Int32 = 6,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,

    /// <summary>Truth values, one byte each.</summary>
    Bool = 9,
}
