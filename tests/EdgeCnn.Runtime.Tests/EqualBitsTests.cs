using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Tests;

/// <summary>A 3x3 convolution wide enough for Winograd's kernels, with and without them.</summary>
public sealed class EqualBitsTests
{
    private static readonly ConvolutionCase Conv = new(18, 17, 24, 20, 3, 3, PadTop: 1, PadLeft: 1, PadBottom: 1, PadRight: 1);

    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_EqualBits_HasTheReferencesBits(string set)
    {
        var (x, w, bias, graph) = Network();
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = set, EqualBits = true });
        Assert.DoesNotContain("winograd", Assert.Single(session.Plan.Steps).Kernel, StringComparison.Ordinal);
        Assert.Equal(ReferenceConvolution.Float(Conv, x, w, bias), Run(session, x));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_ByDefault_TakesWinogradAndStaysWithinItsBound(string set)
    {
        var (x, w, bias, graph) = Network();
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = set });
        string name = Assert.Single(session.Plan.Steps).Kernel;
        LinearF32Kernel kernel = KernelSets.Find(set)!.LinearF32.Single(each => each.Name == name);
        Assert.False(kernel.IsDirect, $"{set} took {name}");
        double[] exact = ReferenceConvolution.Exact(Conv, x, w);
        float[] got = Run(session, x);
        double largest = x.Max(v => Math.Abs((double)v));
        for (int i = 0; i < got.Length; i++)
        {
            int oc = i % Conv.OC;
            double weights = w.AsSpan(oc * Conv.K, Conv.K).ToArray().Sum(v => Math.Abs((double)v)), bound = Math.ScaleB(kernel.ErrorBound + 1, -24) * largest * weights;
            Assert.True(Math.Abs(exact[i] + bias[oc] - got[i]) <= bound, $"element {i}: expected {exact[i] + bias[oc]}, got {got[i]}");
        }
    }

    /// <summary>A session with equal bits does not change what others of the same set take.</summary>
    [Fact]
    public void Direct_EverySet_KeepsNameAndDirectKernels()
    {
        foreach (KernelSet set in KernelSets.All)
        {
            KernelSet direct = set.Direct();
            Assert.Equal((set.Name, set.Sign, set.IsSupported, set.Requires), (direct.Name, direct.Sign, direct.IsSupported, direct.Requires));
            Assert.Equal(set.LinearF32.Where(kernel => kernel.IsDirect), direct.LinearF32);
            Assert.Contains(set.LinearF32, kernel => !kernel.IsDirect);
            Assert.Same(set.LinearInt8, direct.LinearInt8);
        }
    }

    private static (float[] X, float[] W, float[] Bias, NetworkGraph Graph) Network()
    {
        var random = new Random(21);
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
        float[] x = Floats(Conv.H * Conv.W * Conv.C), w = Floats(Conv.OC * Conv.K), bias = Floats(Conv.OC);
        var builder = new NetworkGraphBuilder("wide");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, Conv.H, Conv.W, Conv.C)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(Conv.OC, 3, 3, Conv.C)), w);
        builder.AddConstant<float>(new TensorInfo("b", DataType.Float32, new Shape(Conv.OC)), bias);
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w", "b"], Output = "y", Window = Window.Same(3) });
        builder.AddOutput("y");
        return (x, w, bias, builder.Build());
    }

    private static float[] Run(InferenceSession session, float[] x)
    {
        float[] y = new float[Conv.OH * Conv.OW * Conv.OC];
        session.Run<float, float>(x, y);
        return y;
    }
}
