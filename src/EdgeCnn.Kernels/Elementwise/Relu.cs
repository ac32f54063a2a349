using System.Numerics;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Element-wise lower bound: ReLU, on floats at 0, on codes at the zero point.</summary>
public static class Relu
{
    /// <summary>output[i] = max(input[i], floor).</summary>
    /// <remarks>Aliasing: input and output may be the same memory.</remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    public static void Run<T>(ReadOnlySpan<T> input, T floor, Span<T> output)
        where T : unmanaged, INumber<T>
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"ReLU of {input.Length} elements into {output.Length}.", nameof(output));
        var bound = Vector128.Create(floor);
        int i = 0;
        for (; i <= input.Length - Vector128<T>.Count; i += Vector128<T>.Count)
            Vector128.Max(Vector128.Create(input[i..]), bound).CopyTo(output[i..]);
        for (; i < input.Length; i++)
            output[i] = T.Max(input[i], floor);
    }

    /// <summary>dx[i] = dy[i] where y[i] is positive, else 0.</summary>
    /// <exception cref="ArgumentException">The spans' lengths do not fit.</exception>
    public static void Gradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
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
