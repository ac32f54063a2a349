namespace EdgeCnn.Kernels.Elementwise;

/// <summary>A function of two codes by an integer rule.</summary>
public interface ICodeRule
{
    /// <summary>output[i] = f(a[i], b[i]), with index 0 where an input has but one code.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    void Run(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> output);
}
