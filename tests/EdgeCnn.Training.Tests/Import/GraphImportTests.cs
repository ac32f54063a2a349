using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Import;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Import;

public sealed class GraphImportTests
{
    [Theory]
    [InlineData("lenet5", 28, 1)]
    [InlineData("cifar-improved", 32, 3)]
    [InlineData("resnet8", 16, 3)]
    [InlineData("mobilenetv1", 32, 3)]
    [InlineData("mobilenetv2", 32, 3)]
    [InlineData("mlp", 12, 1)]
    public void ToNetwork_ExportedNetwork_GivesTheSameOutputs(string architecture, int side, int channels)
    {
        InputContract contract = Contract(side, channels);
        Network original = ArchitectureTable.Find(architecture).Create(new Shape(side, side, channels), 5, seed: 3, new ArchitectureOptions { Width = architecture.StartsWith("mobile", StringComparison.Ordinal) ? 0.25 : 1 });
        Scramble(original);
        Network imported = GraphImport.ToNetwork(GraphExport.ToGraph(original, contract));
        var data = new NoiseDataset(4, side, channels);
        float[] expected = Evaluator.Outputs(original, contract, data, 1), got = Evaluator.Outputs(imported, contract, data, 1);
        Assert.Equal(original.Output, imported.Output);
        float range = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], got[i], 2e-4f * Math.Max(1, range));
    }

    [Fact]
    public void ToNetwork_OtherClasses_KeepsAllButTheHead()
    {
        InputContract contract = Contract(16, 3);
        Network original = ArchitectureTable.Find("resnet8").Create(new Shape(16, 16, 3), 5, 3);
        Network imported = GraphImport.ToNetwork(GraphExport.ToGraph(original, contract), new ImportOptions { Classes = 3, Dropout = 0.2f, Seed = 2 });
        Assert.Equal(new Shape(3), imported.Output);
        Assert.Equal([typeof(DropoutLayer), typeof(DenseLayer)], imported.Layers.TakeLast(2).Select(layer => layer.GetType()));
        Assert.Equal(GraphImport.HeadName, imported.Layers.Last().Name);
        NetworkGraph graph = GraphExport.ToGraph(original, contract);
        var weights = graph.Nodes.OfType<LinearNode>().First();
        Assert.Equal(graph.Constant<float>(weights.Inputs[1]), imported.Parameters[0].Value);
    }

    [Fact]
    public void ToNetwork_SoftmaxAtTheEnd_GivesLogits()
    {
        Network imported = GraphImport.ToNetwork(Graph(builder =>
        {
            builder.Add(new DenseNode { Name = "dense", Inputs = ["flat", "w"], Output = "logits" });
            builder.Add(new SoftmaxNode { Name = "softmax", Inputs = ["logits"], Output = "p" });
            builder.Add(new ReshapeNode { Name = "row", Inputs = ["p"], Output = "y", Target = new Shape(2) });
        }));
        Assert.IsType<DenseLayer>(imported.Layers.Last());
    }

    [Fact]
    public void ToNetwork_SigmoidAtTheEnd_GivesLogits()
    {
        Network imported = GraphImport.ToNetwork(Graph(builder =>
        {
            builder.Add(new DenseNode { Name = "dense", Inputs = ["flat", "w"], Output = "logits" });
            builder.Add(new UnaryNode { Name = "sigmoid", Inputs = ["logits"], Output = "y", Kind = UnaryKind.Sigmoid });
        }));
        Assert.IsType<DenseLayer>(imported.Layers.Last());
    }

    [Fact]
    public void ToNetwork_ConvolutionAsHead_IsReplacedBeforeItsPooling()
    {
        var builder = new NetworkGraphBuilder("squeeze") { Contract = Contract(4, 1) };
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4, 4, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(5, 1, 1, 1)), new float[5]);
        builder.Add(new Conv2dNode { Name = "classes", Inputs = ["x", "w"], Output = "maps", Activation = ActivationKind.Relu });
        builder.Add(new GlobalAveragePoolNode { Name = "mean", Inputs = ["maps"], Output = "means" });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["means"], Output = "y", Target = new Shape(1, 5) });
        builder.AddOutput("y");
        Network imported = GraphImport.ToNetwork(builder.Build(), new ImportOptions { Classes = 3 });
        Assert.Equal(new Shape(3), imported.Output);
        Assert.Equal(GraphImport.HeadName, Assert.IsType<Conv2dLayer>(imported.Layers.First()).Name);
    }

    [Fact]
    public void ToNetwork_NodeWithoutLayer_IsNamed()
    {
        NetworkGraph graph = Graph(builder =>
        {
            builder.Add(new UnaryNode { Name = "strange", Inputs = ["flat"], Output = "e", Kind = UnaryKind.Erf });
            builder.Add(new DenseNode { Name = "dense", Inputs = ["e", "w"], Output = "y" });
        });
        Assert.Contains("'strange'", Assert.Throws<EdgeCnnException>(() => GraphImport.ToNetwork(graph)).Message, StringComparison.Ordinal);
    }

    /// <summary>A network without its last layer gives features: a new head comes behind them, behind their mean if they are maps.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToNetwork_NothingToReplace_HasANewHeadBehindIt(bool pooled)
    {
        var builder = new NetworkGraphBuilder("features");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4, 4, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(5, 3, 3, 1)), new float[45]);
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w"], Output = "maps", Activation = ActivationKind.Relu });
        if (pooled)
            builder.Add(new GlobalAveragePoolNode { Name = "mean", Inputs = ["maps"], Output = "y" });
        builder.AddOutput(pooled ? "y" : "maps");
        NetworkGraph graph = builder.Build();
        Network imported = GraphImport.ToNetwork(graph, new ImportOptions { Classes = 2 });
        Assert.Equal([typeof(Conv2dLayer), typeof(GlobalAveragePoolLayer), typeof(DenseLayer)], imported.Layers.Select(layer => layer.GetType()));
        Assert.Equal(new Shape(2), imported.Output);
        Assert.Equal("behind its features", GraphImport.PlaceOfHead(graph));
    }

    /// <summary>Keras' MobileNet and squeeze-and-excitation have 1x1 convolutions of single pixels.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void ToNetwork_ConvolutionBehindAGlobalPool_IsDense(int? classes)
    {
        var builder = new NetworkGraphBuilder("keras");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4, 4, 2)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(2, 1, 1, 2)), [1, 2, 3, 4]);
        builder.AddConstant<float>(new TensorInfo("v", DataType.Float32, new Shape(5, 1, 1, 2)), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        builder.Add(new GlobalAveragePoolNode { Name = "mean", Inputs = ["x"], Output = "means" });
        builder.Add(new ReshapeNode { Name = "pixel", Inputs = ["means"], Output = "one", Target = new Shape(1, 1, 1, 2) });
        builder.Add(new Conv2dNode { Name = "mix", Inputs = ["one", "w"], Output = "mixed" });
        builder.Add(new Conv2dNode { Name = "classes", Inputs = ["mixed", "v"], Output = "scores" });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["scores"], Output = "y", Target = new Shape(1, 5) });
        builder.AddOutput("y");
        Network imported = GraphImport.ToNetwork(builder.Build(), new ImportOptions { Classes = classes });
        Assert.Equal([typeof(GlobalAveragePoolLayer), typeof(DenseLayer), typeof(DenseLayer)], imported.Layers.Select(layer => layer.GetType()));
        Assert.Equal([1f, 2, 3, 4], imported.Layers.ElementAt(1).Parameters[0].Value);
        Assert.Equal(new Shape(classes ?? 5), imported.Output);
    }

    /// <summary>A tanh would keep new logits between -1 and 1.</summary>
    [Fact]
    public void ToNetwork_ActivationBehindTheOldHead_IsNotBehindTheNewOne()
    {
        NetworkGraph graph = Graph(builder =>
        {
            builder.Add(new DenseNode { Name = "dense", Inputs = ["flat", "w"], Output = "logits" });
            builder.Add(new UnaryNode { Name = "tanh", Inputs = ["logits"], Output = "y", Kind = UnaryKind.Tanh });
        });
        Assert.IsType<DenseLayer>(GraphImport.ToNetwork(graph, new ImportOptions { Classes = 3 }).Layers.Last());
        Assert.IsType<ActivationLayer>(GraphImport.ToNetwork(graph).Layers.Last());
    }

    [Fact]
    public void ToNetwork_NodeThatIsCalledHead_KeepsItsName()
    {
        NetworkGraph graph = Graph(builder =>
        {
            builder.AddConstant<float>(new TensorInfo("v", DataType.Float32, new Shape(4, 4)), new float[16]);
            builder.Add(new DenseNode { Name = "head", Inputs = ["flat", "v"], Output = "h" });
            builder.Add(new DenseNode { Name = "dense", Inputs = ["h", "w"], Output = "y" });
        });
        Assert.Equal(["head", "new_head"], GraphImport.ToNetwork(graph, new ImportOptions { Classes = 3 }).Layers.OfType<DenseLayer>().Select(layer => layer.Name));
    }

    private static NetworkGraph Graph(Action<NetworkGraphBuilder> tail)
    {
        var builder = new NetworkGraphBuilder("small");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2, 2, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(2, 4)), new float[8]);
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["x"], Output = "flat", Target = new Shape(1, 4) });
        tail(builder);
        builder.AddOutput("y");
        return builder.Build();
    }

    // Biases and statistics that are not 0 and 1, so that forgetting them is seen.
    private static void Scramble(Network network)
    {
        var random = new SeededRandom(5);
        foreach (Parameter parameter in network.Parameters.Concat(network.Statistics).Where(parameter => parameter.Shape.Rank == 1))
        {
            foreach (ref float value in parameter.Value.AsSpan())
                value += 0.2f * (float)random.NextDouble();
        }
    }

    private static InputContract Contract(int side, int channels) => new()
    {
        Height = side,
        Width = side,
        Color = channels == 1 ? ColorOrder.Gray : ColorOrder.Rgb,
        Mean = [.. Enumerable.Repeat(0.5f, channels)],
        Std = [.. Enumerable.Repeat(0.25f, channels)],
        Labels = ["a", "b", "c", "d", "e"],
    };
}
