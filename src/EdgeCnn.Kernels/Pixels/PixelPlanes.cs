namespace EdgeCnn.Kernels.Pixels;

/// <summary>Three rows of bytes, one for each component of a pixel; for grey they may be one and the same where they are only read.</summary>
public readonly ref struct PixelPlanes
{
    /// <summary>Takes three rows.</summary>
    /// <exception cref="ArgumentException">The rows have different lengths.</exception>
    public PixelPlanes(Span<byte> a, Span<byte> b, Span<byte> c)
    {
        if (b.Length != a.Length || c.Length != a.Length)
            throw new ArgumentException($"Rows of {a.Length}, {b.Length} and {c.Length} bytes.", nameof(a));
        A = a;
        B = b;
        C = c;
    }

    /// <summary>Red, or luma.</summary>
    public Span<byte> A { get; }

    /// <summary>Green, or Cb.</summary>
    public Span<byte> B { get; }

    /// <summary>Blue, or Cr.</summary>
    public Span<byte> C { get; }

    /// <summary>Bytes of each row.</summary>
    public int Length => A.Length;
}
