using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Gemm;

/// <summary>Convolution and matrix product in plain loops for integer layers that are rare.</summary>
public static class PlainLinear
{
    /// <summary>output[m, n] = Σ (x − z_x)·(w − z_w) + bias[n] in 32 bits that wrap.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Sums(ReadOnlySpan<byte> input, PlainLinearArgs args, Span<int> output)
    {
        Check(input.Length, args, output.Length);
        for (int m = 0, at = 0; m < args.Grid.M; m++)
        {
            for (int n = 0; n < args.N; n++, at++)
                output[at] = unchecked(Sum(input, args, m, n) + args.Bias[n]);
        }
    }

    /// <summary>The codes of these sums by the layers' rule; the bias is that of <paramref name="requantize"/>.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Codes(ReadOnlySpan<byte> input, PlainLinearArgs args, scoped in RequantizeArgs requantize, Span<byte> output)
    {
        Check(input.Length, args, output.Length);
        for (int m = 0, at = 0; m < args.Grid.M; m++)
        {
            for (int n = 0; n < args.N; n++, at++)
                output[at] = (byte)Requantizer.Requantize(Sum(input, args, m, n), requantize.Bias[n], requantize.Multiplier[n], requantize);
        }
    }

    private static int Sum(ReadOnlySpan<byte> input, PlainLinearArgs args, int m, int n)
    {
        PatchGrid g = args.Grid;
        int sum = 0, taps = g.KH * g.KW;
        for (int tap = 0; tap < taps; tap++)
        {
            int y = (m / g.OW * g.StrideH) - g.PadTop + (tap / g.KW * g.DilationH), x = (m % g.OW * g.StrideW) - g.PadLeft + (tap % g.KW * g.DilationW);
            if ((uint)y >= (uint)g.H || (uint)x >= (uint)g.W)
                continue;
            int at = ((y * g.W) + x) * g.C;
            sum = args.IsDepthwise
                ? unchecked(sum + Dot(input.Slice(at + n, 1), args.Weights.AsSpan((tap * args.N) + n, 1), args))
                : unchecked(sum + Dot(input.Slice(at, g.C), args.Weights.AsSpan(((n * taps) + tap) * g.C, g.C), args));
        }

        return sum;
    }

    [MethodImpl(Compilation.Hot)]
    private static int Dot(ReadOnlySpan<byte> x, ReadOnlySpan<short> w, PlainLinearArgs args)
    {
        int sum = 0, zero = args.InputZeroPoint;
        if (args.Sign == ActivationSign.Unsigned)
        {
            for (int i = 0; i < x.Length; i++)
                sum = unchecked(sum + ((x[i] - zero) * w[i]));
            return sum;
        }

        ReadOnlySpan<sbyte> signed = MemoryMarshal.Cast<byte, sbyte>(x);
        for (int i = 0; i < signed.Length; i++)
            sum = unchecked(sum + ((signed[i] - zero) * w[i]));
        return sum;
    }

    private static void Check(int input, PlainLinearArgs args, int output)
    {
        args.Grid.Validate();
        int weights = args.Grid.KH * args.Grid.KW * args.N * (args.IsDepthwise ? 1 : args.Grid.C);
        if (input < args.Grid.InputLength || args.Weights.Length < weights || args.Bias.Length < args.N || output < checked(args.Grid.M * args.N))
            throw new ArgumentException($"A plain layer with {args.Grid}, N {args.N} needs input {args.Grid.InputLength}, weights {weights}, output {(long)args.Grid.M * args.N}; got {input}, {args.Weights.Length}, {output}.");
    }
}
