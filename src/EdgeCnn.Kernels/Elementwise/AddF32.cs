using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The sum of two float tensors, clamped.</summary>
public static class AddF32
{
    /// <summary>output[i] = min(max(a[i] + b[i], minimum), maximum).</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [MethodImpl(Compilation.Hot)]
    public static unsafe void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float minimum, float maximum, Span<float> output)
    {
        if (a.Length != b.Length || output.Length < a.Length)
            throw new ArgumentException($"Adding {a.Length} and {b.Length} elements into {output.Length}.", nameof(output));
        int i = 0;
        fixed (float* x = a, y = b, to = output)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Vector512<float> least = Vector512.Create(minimum), most = Vector512.Create(maximum);
                for (; i <= a.Length - 16; i += 16)
                    Vector512.Min(Vector512.Max(Vector512.Load(x + i) + Vector512.Load(y + i), least), most).Store(to + i);
            }

            Vector128<float> low = Vector128.Create(minimum), high = Vector128.Create(maximum);
            for (; i <= a.Length - 4; i += 4)
                Vector128.Min(Vector128.Max(Vector128.Load(x + i) + Vector128.Load(y + i), low), high).Store(to + i);
            for (; i < a.Length; i++)
                to[i] = MathF.Min(MathF.Max(x[i] + y[i], minimum), maximum);
        }
    }
}
