using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>Sessions with several threads: the same bytes as with one.</summary>
[Collection("alone")]
public sealed class ThreadsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Run_AnyThreads_GivesTheBitsOfOne(int threads)
    {
        NetworkGraph graph = Wide();
        var one = InferenceSession.Create(graph);
        var many = InferenceSession.Create(graph, new SessionOptions { Threads = threads });
        Assert.True(many.Plan.Steps.Count(step => step.Parts > 1) >= 2, many.Describe());
        Assert.All(one.Plan.Steps, step => Assert.Equal(1, step.Parts));
        var random = new Random(threads);
        float[] expected = new float[one.Outputs[0].Shape.Elements], got = new float[expected.Length];
        for (int run = 0; run < 200; run++)
        {
            float[] x = RandomNetwork.Values(random, one.Inputs[0].Shape.Elements);
            one.Run<float, float>(x, expected);
            many.Run<float, float>(x, got);
            Assert.Equal(expected, got);
        }
    }

    [Fact]
    public void Run_ManySessionsAtOnce_EachGivesItsBits()
    {
        NetworkGraph graph = Wide();
        var sessions = Enumerable.Range(0, 4).Select(_ => InferenceSession.Create(graph, new SessionOptions { Threads = 2 })).ToArray();
        var one = InferenceSession.Create(graph);
        Parallel.ForEach(sessions, (session, _, index) =>
        {
            var own = one.Fork();
            var random = new Random((int)index);
            float[] expected = new float[own.Outputs[0].Shape.Elements], got = new float[expected.Length];
            for (int run = 0; run < 100; run++)
            {
                float[] x = RandomNetwork.Values(random, own.Inputs[0].Shape.Elements);
                own.Run<float, float>(x, expected);
                session.Run<float, float>(x, got);
                Assert.Equal(expected, got);
            }
        });
    }

    [Fact]
    public void Create_Threads_CountTheirScratch()
    {
        var one = InferenceSession.Create(Wide());
        var three = InferenceSession.Create(Wide(), new SessionOptions { Threads = 3 });
        Assert.Equal((1, 3), (one.Threads, three.Threads));
        Assert.Equal(2L * one.Plan.ScratchBytes, three.ArenaBytes - one.ArenaBytes);
        Assert.InRange(InferenceSession.Create(Wide(), new SessionOptions { Threads = 0 }).Threads, 1, Environment.ProcessorCount);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void Create_ThreadsOutOfRange_IsAUsageError(int threads) => Assert.Equal(
        ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => InferenceSession.Create(Wide(), new SessionOptions { Threads = threads })).ExitCode);

    internal static NetworkGraph Wide()
    {
        var random = new Random(9);
        var builder = new NetworkGraphBuilder("wide");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 24, 24, 16)));
        Constant("w1", new Shape(48, 3, 3, 16));
        Constant("w2", new Shape(3, 3, 48));
        Constant("w3", new Shape(64, 1, 1, 48));
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1"], Output = "a", Window = new Window { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 }, Activation = ActivationKind.Relu });
        builder.Add(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["a", "w2"], Output = "b", Window = new Window { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 } });
        builder.Add(new Conv2dNode { Name = "pointwise", Inputs = ["b", "w3"], Output = "y", Window = new Window() });
        builder.AddOutput("y");
        return builder.Build();

        void Constant(string name, Shape shape) => builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), RandomNetwork.Values(random, shape.Elements));
    }
}
