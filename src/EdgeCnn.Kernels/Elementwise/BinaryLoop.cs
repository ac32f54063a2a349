using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>A function of two values, as a struct so that the loop around it is compiled for it alone.</summary>
/// <typeparam name="T">The type of both values.</typeparam>
/// <typeparam name="TResult">The type of the result.</typeparam>
public interface IBinaryOperation<T, TResult>
    where T : unmanaged
    where TResult : unmanaged
{
    /// <summary>The function.</summary>
    static abstract TResult Invoke(T a, T b);
}

/// <summary>A function with a form for 128 bits at once; each lane gives the bits of the form for one value.</summary>
/// <typeparam name="T">The type of values and result.</typeparam>
public interface IVectorBinaryOperation<T> : IBinaryOperation<T, T>
    where T : unmanaged
{
    /// <summary>The function of each lane.</summary>
    static abstract Vector128<T> Invoke(Vector128<T> a, Vector128<T> b);
}

/// <summary>A function of two rows of elements, either of which may be one element that is used throughout.</summary>
public static class BinaryLoop
{
    /// <summary>output[i] = f(a[i], b[i]), with index 0 where a row has but one element.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run<T, TResult, TOperation>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<TResult> output)
        where T : unmanaged
        where TResult : unmanaged
        where TOperation : struct, IBinaryOperation<T, TResult>
    {
        Check(a.Length, b.Length, output.Length);
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        for (int i = 0; i < output.Length; i++)
            output[i] = TOperation.Invoke(a[i * stepA], b[i * stepB]);
    }

    /// <inheritdoc cref="Run"/>
    [MethodImpl(Compilation.Hot)]
    public static void RunVector<T, TOperation>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> output)
        where T : unmanaged
        where TOperation : struct, IVectorBinaryOperation<T>
    {
        Check(a.Length, b.Length, output.Length);
        int i = 0, width = Vector128<T>.Count, end = output.Length - width;
        if (a.Length == output.Length && b.Length == output.Length)
        {
            for (; i <= end; i += width)
                TOperation.Invoke(Vector128.Create(a[i..]), Vector128.Create(b[i..])).CopyTo(output[i..]);
        }
        else if (a.Length == output.Length)
        {
            for (Vector128<T> each = Vector128.Create(b[0]); i <= end; i += width)
                TOperation.Invoke(Vector128.Create(a[i..]), each).CopyTo(output[i..]);
        }
        else if (b.Length == output.Length)
        {
            for (Vector128<T> each = Vector128.Create(a[0]); i <= end; i += width)
                TOperation.Invoke(each, Vector128.Create(b[i..])).CopyTo(output[i..]);
        }

        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        for (; i < output.Length; i++)
            output[i] = TOperation.Invoke(a[i * stepA], b[i * stepB]);
    }

    private static void Check(int a, int b, int output)
    {
        if ((a != output && a != 1) || (b != output && b != 1))
            throw new ArgumentException($"A function of {a} and {b} elements into {output}.", nameof(output));
    }
}
