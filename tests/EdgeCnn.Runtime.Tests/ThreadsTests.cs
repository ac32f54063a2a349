using System.Runtime.InteropServices;
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

    /// <summary>Sums, pools, concatenations, conversions, tables and bounds: each is shared where it is large, and by nobody where it is small.</summary>
    [Theory]
    [InlineData(DataType.Float32)]
    [InlineData(DataType.UInt8)]
    [InlineData(DataType.Int8)]
    public void Run_StepsThatAreNoProducts_GiveTheBitsOfOne(DataType type)
    {
        NetworkGraph graph = WithoutProducts(type, 101);
        var one = InferenceSession.Create(graph);
        float[] x = new float[one.Inputs[0].Shape.Elements];
        foreach (int threads in (int[])[2, 3, 4])
        {
            var many = InferenceSession.Create(graph, new SessionOptions { Threads = threads });
            Assert.All(many.Plan.Steps, step => Assert.True(step.Parts > 1, $"{step.Op} {step.Node}: {step.Parts} parts"));
            var random = new Random(threads);
            for (int run = 0; run < (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 1 : 20); run++)
            {
                for (int i = 0; i < x.Length; i++)
                    x[i] = (random.NextSingle() * 8) - 4;
                Assert.True(Results(one, x).AsSpan().SequenceEqual(Results(many, x)), $"{threads} threads, run {run}");
            }
        }

        Assert.All(InferenceSession.Create(WithoutProducts(type, 5), new SessionOptions { Threads = 2 }).Plan.Steps, step => Assert.Equal(1, step.Parts));
    }

    /// <summary>LeNet-5 with half the channels, 0.14 million multiply-adds: with any kernels a run takes about as long as waking a thread a few times, so none is woken.</summary>
    [Fact]
    public void Create_SmallNetwork_SharesNothing()
    {
        var random = new Random(3);
        var builder = new NetworkGraphBuilder("half a lenet5");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 28, 28, 1)));
        foreach (var (name, shape) in ((string, Shape)[])[("w1", new Shape(3, 5, 5, 1)), ("w2", new Shape(8, 5, 5, 3)), ("w3", new Shape(120, 200)), ("w4", new Shape(10, 120))])
            builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), RandomNetwork.Values(random, shape.Elements));
        builder.Add(new Conv2dNode { Name = "c1", Inputs = ["x", "w1"], Output = "c1", Window = Window.Same(5), Activation = ActivationKind.Relu });
        builder.Add(new MaxPoolNode { Name = "p1", Inputs = ["c1"], Output = "p1", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } });
        builder.Add(new Conv2dNode { Name = "c2", Inputs = ["p1", "w2"], Output = "c2", Window = new Window(), Activation = ActivationKind.Relu });
        builder.Add(new MaxPoolNode { Name = "p2", Inputs = ["c2"], Output = "p2", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["p2"], Output = "flat", Target = new Shape(1, 200) });
        builder.Add(new DenseNode { Name = "d1", Inputs = ["flat", "w3"], Output = "d1", Activation = ActivationKind.Relu });
        builder.Add(new DenseNode { Name = "d2", Inputs = ["d1", "w4"], Output = "d2" });
        builder.AddOutput("d2");
        PlanSummary plan = InferenceSession.Create(builder.Build(), new SessionOptions { Threads = 2 }).Plan;
        Assert.InRange(plan.MultiplyAdds, 100_000, 200_000);
        Assert.All(plan.Steps, step => Assert.Equal(1, step.Parts));
        Assert.Contains(InferenceSession.Create(Wide(), new SessionOptions { Threads = 2 }).Plan.Steps, step => step.Parts > 1);
    }

    private static byte[] Results(InferenceSession session, float[] x)
    {
        session.SetInput<float>(0, x);
        session.Run();
        return [.. session.Outputs.SelectMany((output, i) =>
        {
            byte[] codes = new byte[output.Type == DataType.Float32 ? 0 : output.Shape.Elements];
            float[] values = new float[output.Shape.Elements - codes.Length];
            if (values.Length > 0)
                session.CopyOutput<float>(i, values);
            else
                session.CopyOutput<byte>(i, codes);
            return values.Length > 0 ? MemoryMarshal.AsBytes<float>(values).ToArray() : codes;
        })];
    }

    // Of odd sizes, so that no part is a whole number of vectors but where it is cut.
    private static NetworkGraph WithoutProducts(DataType type, int size)
    {
        var builder = new NetworkGraphBuilder("without-products");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, size, size, 37)));
        bool codes = type != DataType.Float32;
        int zero = type == DataType.Int8 ? -7 : 121;
        QuantParams q = QuantParams.PerTensor(0.04f, zero), wider = QuantParams.PerTensor(0.09f, zero + 5);
        string x = codes ? Add(new QuantizeLinearNode { Name = "quantize", Inputs = ["x"], Output = "q" }, q) : "x";
        string largest = Add(new MaxPoolNode { Name = "largest", Inputs = [x], Output = "largest", KernelH = 3, KernelW = 3, Window = Window.Same(3) }, q);
        string mean = Add(new AveragePoolNode { Name = "mean", Inputs = [x], Output = "mean", KernelH = 3, KernelW = 3, Window = Window.Same(3) }, q);
        string sum = Add(new AddNode { Name = "sum", Inputs = [largest, mean], Output = "sum" }, wider);
        string bounded = Add(new ActivationNode { Name = "bounded", Inputs = [sum], Output = "bounded", Kind = ActivationKind.Relu6 }, wider);
        string table = codes ? Add(new UnaryNode { Name = "table", Inputs = [bounded], Output = "table", Kind = UnaryKind.Tanh }, q) : bounded;
        string both = Add(new ConcatNode { Name = "both", Inputs = [sum, table], Output = "both", Axis = 3 }, wider);
        string all = Add(new GlobalAveragePoolNode { Name = "all", Inputs = [both], Output = "all" }, wider);
        builder.AddOutput(codes ? builder.Add(new DequantizeLinearNode { Name = "dequantize", Inputs = [both], Output = "dequantized" }).Name : both);
        builder.AddOutput(all);
        return builder.Build();

        string Add(Node node, QuantParams quant) => codes ? builder.Add(node, type, quant).Name : builder.Add(node).Name;
    }

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
