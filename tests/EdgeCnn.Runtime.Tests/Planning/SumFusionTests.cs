using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

/// <summary>Which additions go into a layer's store, and that no bit shows it.</summary>
public sealed class SumFusionTests
{
    private static readonly Shape Map = new(1, 5, 5, 8);

    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_RandomNetworksOfCodes_GivesTheBytesOfSeparateSteps(string set) => AssertSame(set, codes: true);

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_RandomFloatNetworks_GivesTheBitsOfSeparateSteps(string set) => AssertSame(set, codes: false);

    [Fact]
    public void Plan_LayerThenSum_IsOneStepThatTellsBoth()
    {
        PlanSummary plan = Summary(Layer("y1"), Sum("y1", "x"));
        PlanStepSummary step = Assert.Single(plan.Steps);
        Assert.Equal(("Conv2d+Add", "y1", "y"), (step.Op, step.Node, step.Output.Name));
        Assert.Equal(["x", "x"], step.Inputs.Select(input => input.Name));
        Assert.Equal((200L * 72, 72L * 8), (step.MultiplyAdds, step.Parameters));
        Assert.Equal(step.MultiplyAdds, plan.MultiplyAdds);
        Assert.Contains("Conv2d+Add", InferenceSession.Create(Network(Layer("y1"), Sum("y1", "x"))).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoLayers_TakesTheOneThatRunsLast()
    {
        var nodes = Fused(Layer("first"), Layer("second"), Sum("first", "second"));
        Assert.Equal(["first", "y"], nodes.Select(node => node.Output));
        Assert.Equal(("second", "Conv2d+Add"), (nodes[1].Node.Name, nodes[1].Op));
        Assert.Equal(["x", "first"], nodes[1].Activations);
    }

    [Fact]
    public void Of_OtherBranchThatComesLater_FusesNothing() =>
        AssertApart(Layer("y1"), new ActivationNode { Name = "late", Inputs = ["x"], Output = "late", Kind = ActivationKind.Relu }, Sum("y1", "late"));

    [Fact]
    public void Of_LayerWithAnotherReader_FusesNothing() =>
        AssertApart(Layer("y1"), Sum("y1", "x", "sum"), new AddNode { Name = "again", Inputs = ["sum", "y1"], Output = "y" });

    [Fact]
    public void Of_LayerAddedToItself_FusesNothing() => AssertApart(Layer("y1"), Sum("y1", "y1"));

    [Fact]
    public void Of_LayerThatIsAResult_FusesNothing()
    {
        NetworkGraph graph = Network(Layer("y1"), Sum("y1", "x"));
        Assert.All(SumFusion.Of(graph with { Outputs = ["y1", "y"] }, fuses: true), node => Assert.Null(node.Sum));
    }

    [Fact]
    public void Of_FloatLayerWithBounds_FusesNothing() => AssertApart(Layer("y1") with { Activation = ActivationKind.Relu }, Sum("y1", "x"));

    /// <summary>Equal shapes are the importer's AddNode; a sum that repeats one of its inputs is another node.</summary>
    [Fact]
    public void Of_SumThatBroadcasts_FusesNothing()
    {
        NetworkGraph graph = Network(Layer("y1"), new BinaryNode { Name = "sum", Inputs = ["y1", "one"], Output = "y", Kind = BinaryKind.Add });
        Assert.All(SumFusion.Of(graph, fuses: true), node => Assert.Null(node.Sum));
    }

    [Fact]
    public void Plan_FloatSum_IsWrittenOverTheBranchThatDies()
    {
        PlanSummary plan = Summary(new ActivationNode { Name = "branch", Inputs = ["x"], Output = "branch", Kind = ActivationKind.Relu }, Layer("y1"), Sum("branch", "y1"));
        Assert.Equal(plan.Steps[0].Output.ArenaOffset, plan.Steps[1].Output.ArenaOffset);
        // The layer reads x elsewhere until its end.
        Assert.NotEqual(plan.Inputs[0].ArenaOffset, plan.Steps[1].Output.ArenaOffset);
    }

    [Fact]
    public void Plan_FloatSumWithTheLayersOwnInput_IsWrittenElsewhere()
    {
        PlanSummary plan = Summary(Layer("y1"), Sum("y1", "x"));
        Assert.NotEqual(plan.Inputs[0].ArenaOffset, plan.Steps[0].Output.ArenaOffset);
    }

    [Fact]
    public void PassNames_EndWithTheFusion() => Assert.Equal([.. GraphPasses.All.Select(pass => pass.Name), "fuse-sum"], InferenceSession.PassNames);

    private static void AssertSame(string set, bool codes)
    {
        // An emulated board takes a hundred times as long.
        int networks = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 8 : 60, fused = 0, shared = 0;
        for (int seed = 0; seed < networks; seed++)
        {
            NetworkGraph graph = ResidualNetwork.Of(seed, codes);
            var options = new SessionOptions { Kernels = set, EqualBits = true };
            var apart = InferenceSession.Create(graph, options with { WithoutPasses = [SumFusion.Name] });
            byte[] expected = Result(apart, seed);
            Assert.DoesNotContain(apart.Plan.Steps, step => step.Op.EndsWith("+Add", StringComparison.Ordinal));
            foreach (int threads in (int[])[1, 2])
            {
                var together = InferenceSession.Create(graph, options with { Threads = threads });
                Assert.Equal(apart.Plan.MultiplyAdds, together.Plan.MultiplyAdds);
                Assert.True(expected.AsSpan().SequenceEqual(Result(together, seed)), $"seed {seed}, {threads} threads\n{together.Describe()}");
                fused += together.Plan.Steps.Count(step => step.Op.EndsWith("+Add", StringComparison.Ordinal));
                shared += together.Plan.Steps.Count(step => step.Op.EndsWith("+Add", StringComparison.Ordinal) && step.Parts > 1);
            }
        }

        Assert.True(fused > networks && shared > networks / 6, $"{fused} sums fused, {shared} of them shared");
    }

    private static void AssertApart(params Node[] nodes) => Assert.All(Fused(nodes), node => Assert.Null(node.Sum));

    private static IReadOnlyList<PlanNode> Fused(params Node[] nodes) => SumFusion.Of(Network(nodes), fuses: true);

    private static PlanSummary Summary(params Node[] nodes) => InferenceSession.Create(Network(nodes)).Plan;

    private static Conv2dNode Layer(string name) => new() { Name = name, Inputs = ["x", "w"], Output = name, Window = Window.Same(3) };

    private static AddNode Sum(string a, string b, string output = "y") => new() { Name = output, Inputs = [a, b], Output = output };

    private static NetworkGraph Network(params Node[] nodes)
    {
        var builder = new NetworkGraphBuilder("sums");
        builder.AddInput(new TensorInfo("x", DataType.Float32, Map));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(8, 3, 3, 8)), RandomNetwork.Values(new Random(1), 576));
        builder.AddConstant<float>(new TensorInfo("one", DataType.Float32, new Shape(8)), RandomNetwork.Values(new Random(2), 8));
        foreach (Node node in nodes)
            builder.Add(node);
        builder.AddOutput("y");
        return builder.Build();
    }

    private static byte[] Result(InferenceSession session, int seed)
    {
        var random = new Random(seed);
        foreach (int index in Enumerable.Range(0, session.Inputs.Length))
        {
            int elements = session.Inputs[index].Shape.Elements;
            if (session.Inputs[index].Type == DataType.Float32)
                session.SetInput<float>(index, [.. Enumerable.Range(0, elements).Select(_ => (random.NextSingle() * 4) - 2)]);
            else
                session.SetInput<byte>(index, Networks.RandomCodes(random.Next(), elements));
        }

        session.Run();
        TensorInfo y = session.Outputs[0];
        if (y.Type != DataType.Float32)
        {
            byte[] codes = new byte[y.Shape.Elements];
            session.CopyOutput<byte>(0, codes);
            return codes;
        }

        float[] values = new float[y.Shape.Elements];
        session.CopyOutput<float>(0, values);
        return [.. values.SelectMany(BitConverter.GetBytes)];
    }
}
