using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>A function of each element.</summary>
public static class UnaryLoop
{
    /// <summary>output[i] = f(input[i]).</summary>
    /// <remarks>Aliasing: input and output may be the same memory.</remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run<T, TOperation>(TOperation f, ReadOnlySpan<T> input, Span<T> output)
        where T : unmanaged
        where TOperation : struct, IUnaryOperation<T>
    {
        Check(input.Length, output.Length);
        for (int i = 0; i < input.Length; i++)
            output[i] = f.Invoke(input[i]);
    }

    /// <inheritdoc cref="Run"/>
    [MethodImpl(Compilation.Hot)]
    public static void RunVector<TOperation>(TOperation f, ReadOnlySpan<float> input, Span<float> output)
        where TOperation : struct, IVectorOperation
    {
        Check(input.Length, output.Length);
        int i = 0;
        for (; i <= input.Length - 4; i += 4)
            f.Invoke(Vector128.Create(input[i..])).CopyTo(output[i..]);
        for (; i < input.Length; i++)
            output[i] = f.Invoke(input[i]);
    }

    private static void Check(int input, int output)
    {
        if (output < input)
            throw new ArgumentException($"A function of {input} elements into {output}.", nameof(output));
    }
}
