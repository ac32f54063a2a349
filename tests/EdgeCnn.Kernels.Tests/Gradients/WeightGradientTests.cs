using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Testing;

namespace EdgeCnn.Kernels.Tests.Gradients;

/// <summary>Every kernel of every set gives the bits of the reference, and stays within its memory.</summary>
public sealed class WeightGradientTests
{
    // ARM64 is emulated here, and trains nothing.
    private static readonly bool Few = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static TheoryData<string, string> Kernels
    {
        get
        {
            var data = new TheoryData<string, string>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (KernelSet set in KernelSets.Supported)
            {
                // Sets share kernels.
                foreach (WeightGradientKernel kernel in set.WeightGradients.Where(kernel => names.Add(kernel.Name)))
                    data.Add(set.Name, kernel.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_RandomShapes_MatchesReference(string set, string name)
    {
        for (int seed = 1; seed <= (Few ? 15 : 300); seed++)
        {
            var random = new Random(seed);
            Check(Find(set, name), ConvolutionCase.Random(random), random, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_EdgesOfTiles_MatchReference(string set, string name)
    {
        var random = new Random(7);
        foreach (int channels in Few ? (int[])[1, 11, 12, 13] : [1, 5, 6, 7, 11, 12, 13, 23, 24, 25, 48])
        {
            foreach (int filters in Few ? (int[])[1, 7, 8, 9] : [1, 4, 7, 8, 15, 16, 17, 31, 32, 33, 64])
                Check(Find(set, name), new ConvolutionCase(4, 5, channels, filters, 3, 3, PadTop: 1, PadLeft: 1, PadBottom: 1, PadRight: 1), random, $"{channels} channels, {filters} filters");
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_SpansTooShort_Throw(string set, string name)
    {
        WeightGradientKernel kernel = Find(set, name);
        var grid = new PatchGrid { H = 3, W = 3, C = 2, KH = 3, KW = 3, OH = 1, OW = 1 };
        float[] x = new float[18], dy = new float[4], sum = new float[72], scratch = new float[kernel.ScratchFloats(grid, 4)];
        void Run(int less, int which) => kernel.Run(new WeightGradientArgs
        {
            Input = x.AsSpan(which == 0 ? less : 0),
            Grid = grid,
            OutputGradient = dy.AsSpan(which == 1 ? less : 0),
            N = 4,
            Sum = sum.AsSpan(which == 2 ? less : 0),
            Scratch = scratch.AsSpan(which == 3 ? less : 0),
        });
        Run(0, 0);
        for (int which = 0; which < 4; which++)
            Assert.Throws<ArgumentException>(() => Run(1, which));
    }

    private static WeightGradientKernel Find(string set, string name) => KernelSets.Find(set)!.WeightGradients.First(kernel => kernel.Name == name);

    private static void Check(WeightGradientKernel kernel, ConvolutionCase c, Random random, string what)
    {
        float[] Floats(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        var grid = new PatchGrid
        {
            H = c.H,
            W = c.W,
            C = c.C,
            KH = c.KH,
            KW = c.KW,
            OH = c.OH,
            OW = c.OW,
            StrideH = c.StrideH,
            StrideW = c.StrideW,
            PadTop = c.PadTop,
            PadLeft = c.PadLeft,
            DilationH = c.DilationH,
            DilationW = c.DilationW,
        };
        float[] x = Floats(grid.InputLength), dy = Floats(grid.M * c.OC), sum = Floats(grid.K * c.OC), expected = ReferenceWeightGradient.Added(c, x, dy, sum);
        bool before = random.Next(2) == 0;
        using GuardedMemory<float> input = GuardedMemory<float>.Of(x, before), gradient = GuardedMemory<float>.Of(dy, before), result = GuardedMemory<float>.Of(sum, before);
        using var scratch = new GuardedMemory<float>(kernel.ScratchFloats(grid, c.OC), before);
        scratch.Span.Fill(float.NaN);
        kernel.Run(new WeightGradientArgs { Input = input.Span, Grid = grid, OutputGradient = gradient.Span, N = c.OC, Sum = result.Span, Scratch = scratch.Span });
        for (int i = 0; i < expected.Length; i++)
        {
            if (result.Span[i] != expected[i])
                Assert.Fail($"{kernel}, {c}, {what}: sum[{i}] expected {expected[i]}, got {result.Span[i]}.");
        }
    }
}
