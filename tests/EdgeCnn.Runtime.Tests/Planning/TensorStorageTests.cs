using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

/// <summary>Which steps write over their input, and that nobody notices.</summary>
public sealed class TensorStorageTests
{
    private static readonly Shape Square = new(1, 4, 4, 2);

    [Fact]
    public void Plan_ChainOfElementwiseSteps_TakesOneBlock()
    {
        Plan plan = PlanOf(("relu", "x", "a"), ("relu6", "a", "b"), ("relu", "b", "y"));
        Assert.All(plan.Steps, step => Assert.Equal(step.Inputs[0].Offset, step.Output.Offset));
        Assert.Equal((128, 128), (plan.ActivationBytes, plan.ActivationLowerBound));
    }

    [Theory]
    [InlineData(DataType.Float32)]
    [InlineData(DataType.Int64)]
    [InlineData(DataType.UInt8)]
    public void Plan_ChainOfFunctionsOfOneValue_TakesOneBlock(DataType type)
    {
        QuantParams? quant = type == DataType.UInt8 ? QuantParams.PerTensor(0.5f, 128) : null;
        var builder = new NetworkGraphBuilder("functions");
        builder.AddInput(new TensorInfo("x", type, Square, quant));
        builder.Add(new UnaryNode { Name = "a", Inputs = ["x"], Output = "a", Kind = UnaryKind.Neg }, type, quant);
        builder.Add(new UnaryNode { Name = "y", Inputs = ["a"], Output = "y", Kind = UnaryKind.Abs }, type, quant);
        builder.AddOutput("y");
        Plan plan = Planner.Plan(builder.Build(), KernelSets.Portable, 1 << 20);
        Assert.Equal(2, plan.Steps.Length);
        Assert.All(plan.Steps, step => Assert.Equal(step.Inputs[0].Offset, step.Output.Offset));
    }

    [Fact]
    public void Plan_InputThatIsReadLater_IsNotWrittenOver()
    {
        Plan plan = PlanOf(("relu", "x", "a"), ("add x", "a", "y"));
        Assert.NotEqual(plan.Inputs[0].Offset, plan.Steps[0].Output.Offset);
        Assert.Equal(plan.Steps[1].Inputs[0].Offset, plan.Steps[1].Output.Offset);
    }

    [Fact]
    public void Plan_StepThatCannotRunInPlace_GetsABlockOfItsOwn()
    {
        Plan plan = PlanOf(("transpose", "x", "y"));
        Assert.NotEqual(plan.Inputs[0].Offset, plan.Outputs[0].Offset);
        Assert.Equal((256, 256), (plan.ActivationBytes, plan.ActivationLowerBound));
    }

    [Fact]
    public void Plan_GraphOutputThatIsReadOn_IsNotWrittenOver()
    {
        var builder = Begin();
        AddNode(builder, "relu", "x", "a");
        AddNode(builder, "relu6", "a", "y");
        builder.AddOutput("a");
        builder.AddOutput("y");
        Plan plan = Planner.Plan(builder.Build(), KernelSets.Portable, 1 << 20);
        Assert.NotEqual(plan.Outputs[0].Offset, plan.Outputs[1].Offset);
    }

    [Fact]
    public void Of_StepThatReadsOneTensorTwice_RunsInPlaceOnlyIfBothReadsMay()
    {
        var builder = Begin();
        builder.Add(new AddNode { Name = "twice", Inputs = ["x", "x"], Output = "y" });
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build();
        Assert.Single(TensorStorage.Of(graph, SumFusion.Of(graph, fuses: true), (_, _) => true).Blocks);
        Assert.Equal(2, TensorStorage.Of(graph, SumFusion.Of(graph, fuses: true), (_, input) => input == 0).Blocks.Count);
    }

    // Against the same network computed node by node, each result in memory of its own.
    [Fact]
    public void Run_RandomNetworks_GiveWhatSeparateMemoryGives()
    {
        int inPlace = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            float[] x = [.. Enumerable.Range(0, Square.Elements).Select(_ => random.Next(-8, 9))];
            float[] constant = [.. Enumerable.Range(0, Square.Elements).Select(_ => random.Next(-8, 9))];
            var builder = Begin();
            builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, Square), constant);
            var values = new Dictionary<string, float[]> { ["x"] = x, ["c"] = constant };
            List<string> names = ["x", "c"];
            for (int i = 0; i < 12; i++)
            {
                // Mostly recent ones, so that many tensors die young.
                string Pick() => names[^Math.Min(names.Count, 1 + (random.Next(3) * random.Next(3)))];
                string kind = random.Next(6) switch { 0 => "relu", 1 => "relu6", 2 => "transpose", 3 => "reshape", _ => $"add {Pick()}" };
                string input = Pick();
                AddNode(builder, kind, input, $"t{i}");
                values[$"t{i}"] = Compute(kind, values, input);
                names.Add($"t{i}");
            }

            string[] outputs = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => names[random.Next(names.Count)]).Append("t11").Distinct()];
            Array.ForEach(outputs, builder.AddOutput);
            NetworkGraph graph = builder.Build();
            inPlace += Planner.Plan(graph, KernelSets.Portable, 1 << 20).Steps.Count(step => step.Inputs.Any(each => each.Offset == step.Output.Offset));
            var session = InferenceSession.Create(graph);
            for (int run = 0; run < 2; run++)
            {
                session.Run<float>(x);
                foreach (string output in outputs)
                {
                    float[] got = new float[Square.Elements];
                    session.CopyOutput<float>(output, got);
                    Assert.True(values[output].AsSpan().SequenceEqual(got), $"seed {seed}, output {output}, run {run}");
                }
            }
        }

        Assert.True(inPlace > 300, $"only {inPlace} steps ran in place");
    }

    private static float[] Compute(string kind, Dictionary<string, float[]> values, string input)
    {
        float[] x = values[input];
        return kind switch
        {
            "relu" => [.. x.Select(v => Math.Max(v, 0))],
            "relu6" => [.. x.Select(v => Math.Clamp(v, 0, 6))],
            "transpose" => [.. Enumerable.Range(0, x.Length).Select(i => x[(((i / 2 % 4 * 4) + (i / 8)) * 2) + (i % 2)])],
            "reshape" => x,
            _ => [.. x.Zip(values[kind[4..]], (a, b) => a + b)],
        };
    }

    private static NetworkGraphBuilder Begin()
    {
        var builder = new NetworkGraphBuilder("storage");
        builder.AddInput(new TensorInfo("x", DataType.Float32, Square));
        return builder;
    }

    private static void AddNode(NetworkGraphBuilder builder, string kind, string input, string output) => builder.Add(kind switch
    {
        "relu" => new ActivationNode { Name = output, Inputs = [input], Output = output, Kind = ActivationKind.Relu },
        "relu6" => new ActivationNode { Name = output, Inputs = [input], Output = output, Kind = ActivationKind.Relu6 },
        "transpose" => new TransposeNode { Name = output, Inputs = [input], Output = output, Permutation = [0, 2, 1, 3] },
        "reshape" => new ReshapeNode { Name = output, Inputs = [input], Output = output, Target = Square },
        _ => new AddNode { Name = output, Inputs = [input, kind[4..]], Output = output },
    });

    private static Plan PlanOf(params (string Kind, string Input, string Output)[] nodes)
    {
        var builder = Begin();
        foreach (var (kind, input, output) in nodes)
            AddNode(builder, kind, input, output);
        builder.AddOutput("y");
        return Planner.Plan(builder.Build(), KernelSets.Portable, 1 << 20);
    }
}
