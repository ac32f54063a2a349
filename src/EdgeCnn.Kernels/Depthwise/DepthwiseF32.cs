using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Float depthwise convolution of any shape: four channels a vector, one window after another.</summary>
internal sealed unsafe class DepthwiseF32 : DepthwiseF32Kernel
{
    public override string Name => "f32-depthwise";

    public override bool IsSupported => true;

    public override double Cost(in PatchGrid grid) => 2.0 * grid.M * grid.K;

    [MethodImpl(Compilation.Hot)]
    public override void Run(scoped in DepthwiseF32Args args)
    {
        args.Check(args.Grid.K, 0);
        PatchGrid g = args.Grid;
        bool adds = !args.Residual.IsEmpty;
        float minimum = adds ? float.NegativeInfinity : args.Minimum, maximum = adds ? float.PositiveInfinity : args.Maximum;
        var (firstRow, endRow) = args.Part.Of(g.OH);
        fixed (float* x = args.Input, w = args.PackedWeights, b = args.Bias, y = args.Output)
        {
            for (int m = firstRow * g.OW; m < endRow * g.OW; m++)
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

                if (adds)
                    args.AddResidual(m, 1);
            }
        }
    }
}
