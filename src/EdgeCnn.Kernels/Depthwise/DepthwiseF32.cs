using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Float depthwise convolution: four channels a vector, one window after another.</summary>
public static unsafe class DepthwiseF32
{
    /// <summary>output[oy, ox, c] = clamp(bias[c] + Σ input[y, x, c]·weights[kh, kw, c]); taps outside count as 0.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="g">Where the windows lie.</param>
    /// <param name="weights">[KH, KW, C]</param>
    /// <param name="bias">[C]</param>
    /// <param name="minimum">Lower bound of the result.</param>
    /// <param name="maximum">Upper bound of the result.</param>
    /// <param name="output">[OH, OW, C]</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> input, in PatchGrid g, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimum, float maximum, Span<float> output)
    {
        g.Validate();
        if (input.Length < g.InputLength || weights.Length < g.K || bias.Length < g.C || output.Length < checked(g.M * g.C))
            throw new ArgumentException($"Depthwise {g} needs input {g.InputLength}, weights {g.K}, bias {g.C}, output {(long)g.M * g.C}; got {input.Length}, {weights.Length}, {bias.Length}, {output.Length}.");
        fixed (float* x = input, w = weights, b = bias, y = output)
        {
            for (int m = 0; m < g.M; m++)
            {
                var window = new DepthwiseWindow(g, m);
                float* to = y + ((nint)m * g.C);
                int c = 0;
                for (; c <= g.C - 4; c += 4)
                {
                    var sum = Vector128.Load(b + c);
                    for (int kh = window.FirstRow; kh < window.EndRow; kh++)
                    {
                        float* row = x + window.Offset(g, kh) + c;
                        float* weight = w + ((nint)kh * g.KW * g.C) + c;
                        for (int kw = window.FirstColumn; kw < window.EndColumn; kw++)
                            sum = Vector128.FusedMultiplyAdd(Vector128.Load(row + ((nint)kw * g.DilationW * g.C)), Vector128.Load(weight + ((nint)kw * g.C)), sum);
                    }

                    Vector128.Min(Vector128.Max(sum, Vector128.Create(minimum)), Vector128.Create(maximum)).Store(to + c);
                }

                for (; c < g.C; c++)
                {
                    float sum = b[c];
                    for (int kh = window.FirstRow; kh < window.EndRow; kh++)
                    {
                        for (int kw = window.FirstColumn; kw < window.EndColumn; kw++)
                            sum = MathF.FusedMultiplyAdd(x[window.Offset(g, kh) + ((nint)kw * g.DilationW * g.C) + c], w[((((nint)kh * g.KW) + kw) * g.C) + c], sum);
                    }

                    to[c] = MathF.Min(MathF.Max(sum, minimum), maximum);
                }
            }
        }
    }
}
