using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The sum of two float tensors, clamped.</summary>
public static class AddF32
{
    /// <summary>output[i] = min(max(a[i] + b[i], minimum), maximum).</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float minimum, float maximum, Span<float> output)
    {
        if (a.Length != b.Length || output.Length < a.Length)
            throw new ArgumentException($"Adding {a.Length} and {b.Length} elements into {output.Length}.", nameof(output));
        Vector128<float> low = Vector128.Create(minimum), high = Vector128.Create(maximum);
        int i = 0;
        for (; i <= a.Length - 4; i += 4)
            Vector128.Min(Vector128.Max(Vector128.Create(a[i..]) + Vector128.Create(b[i..]), low), high).CopyTo(output[i..]);
        for (; i < a.Length; i++)
            output[i] = MathF.Min(MathF.Max(a[i] + b[i], minimum), maximum);
    }
}
