using System.Numerics;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Element-wise bounds: ReLU and ReLU6, on floats at 0 and 6, on codes at the codes of 0 and 6.</summary>
public static class Clamp
{
    /// <summary>output[i] = min(max(input[i], minimum), maximum).</summary>
    /// <remarks>Aliasing: input and output may be the same memory.</remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    public static void Run<T>(ReadOnlySpan<T> input, T minimum, T maximum, Span<T> output)
        where T : unmanaged, INumber<T>
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Clamping {input.Length} elements into {output.Length}.", nameof(output));
        Vector128<T> low = Vector128.Create(minimum), high = Vector128.Create(maximum);
        int i = 0;
        for (; i <= input.Length - Vector128<T>.Count; i += Vector128<T>.Count)
            Vector128.Min(Vector128.Max(Vector128.Create(input[i..]), low), high).CopyTo(output[i..]);
        for (; i < input.Length; i++)
            output[i] = T.Min(T.Max(input[i], minimum), maximum);
    }
}
