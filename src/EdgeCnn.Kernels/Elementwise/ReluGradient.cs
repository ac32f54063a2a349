using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The derivative of max(x, 0).</summary>
public static class ReluGradient
{
    /// <summary>dx[i] = dy[i] where y[i] is positive, else 0.</summary>
    /// <exception cref="ArgumentException">The spans' lengths do not fit.</exception>
    public static void Run(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        if (dy.Length != y.Length || dx.Length < y.Length)
            throw new ArgumentException($"ReLU gradient of {y.Length} elements from {dy.Length} into {dx.Length}.", nameof(dx));
        int i = 0;
        for (; i <= y.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            (Vector128.Create(dy[i..]) & Vector128.GreaterThan(Vector128.Create(y[i..]), Vector128<float>.Zero)).CopyTo(dx[i..]);
        for (; i < y.Length; i++)
            dx[i] = y[i] > 0 ? dy[i] : 0;
    }
}
