using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;

namespace EdgeCnn.Onnx.Tests.Export;

/// <summary>Networks with branches, of maps and of rows, of real numbers and of codes, as an import might leave them.</summary>
internal sealed class RandomGraphs
{
    private readonly Random random;
    private readonly NetworkGraphBuilder builder;
    private readonly List<string> maps = ["x"]; // Float32 of four axes
    private int count;

    private RandomGraphs(int seed)
    {
        random = new Random(seed);
        builder = new NetworkGraphBuilder($"random{seed}");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4, 5, 3)));
    }

    /// <summary>The network of a seed; half of them have inputs and outputs in ONNX's order.</summary>
    public static NetworkGraph Make(int seed)
    {
        var make = new RandomGraphs(seed);
        for (int i = 0; i < 14; i++)
            make.Step();
        foreach (string map in make.maps.TakeLast(3).Distinct().Where(map => map != "x"))
            make.builder.AddOutput(map);
        // What an importer gives has gone through the passes: codes are fused as far as they go.
        NetworkGraph graph = GraphPasses.Run(make.builder.Build());
        return seed % 2 == 0 ? graph : graph with { KeptLayout = [.. graph.Inputs.Concat(graph.Outputs).Where(name => graph.Tensor(name).Shape.Rank == 4)] };
    }

    private void Step()
    {
        string x = maps[random.Next(maps.Count)], name = $"n{count++}";
        Shape s = builder.Tensor(x).Shape;
        switch (random.Next(14))
        {
            case 0:
                int channels = random.Next(1, 5);
                Map(new Conv2dNode { Name = name, Inputs = [x, Weights(name, new Shape(channels, 2, 2, s[3]))], Output = name, Window = Window.Same(2), Activation = (ActivationKind)random.Next(3) });
                break;
            case 1:
                Map(new DepthwiseConv2dNode { Name = name, Inputs = [x, Weights(name, new Shape(3, 1, s[3]))], Output = name, Window = new Window { PadTop = 1, PadBottom = 1 } });
                break;
            case 2:
                Map(new MaxPoolNode { Name = name, Inputs = [x], Output = name, KernelH = 2, KernelW = 2, Window = Window.Same(2) });
                break;
            case 3:
                string y = maps.LastOrDefault(other => builder.Tensor(other).Shape == s && other != x, x);
                Map(new AddNode { Name = name, Inputs = [x, y], Output = name });
                break;
            case 4:
                Map(new BinaryNode { Name = name, Inputs = [x, Weights(name, new Shape(s[2], s[3]))], Output = name, Kind = BinaryKind.Mul });
                break;
            case 5:
                Map(new GlobalAveragePoolNode { Name = name, Inputs = [x], Output = name });
                Map(new BinaryNode { Name = $"{name}m", Inputs = [name, x], Output = $"{name}m", Kind = BinaryKind.Sub });
                break;
            case 6:
                Map(new TransposeNode { Name = name, Inputs = [x], Output = name, Permutation = [.. new[] { 0, 1, 2, 3 }.OrderBy(_ => random.Next())] });
                break;
            case 7:
                Map(new ReshapeNode { Name = name, Inputs = [x], Output = name, Target = new Shape(s[0], s[3], s[1], s[2]) });
                break;
            case 8 when s.Elements < 2000:
                Map(new ConcatNode { Name = name, Inputs = [x, x], Output = name, Axis = random.Next(4) });
                break;
            case 9:
                int axis = random.Next(4), cut = s[axis] - 1;
                Map(new SliceNode { Name = name, Inputs = [x], Output = name, Starts = [.. Enumerable.Range(0, 4).Select(i => i == axis ? cut : 0)], Steps = [.. Enumerable.Range(0, 4).Select(i => i == axis ? -1 : 1)], Target = s });
                break;
            case 10:
                Map(new SoftmaxNode { Name = name, Inputs = [x], Output = name });
                break;
            case 11:
                // A row, through a dense layer and back to a map of one pixel.
                int length = s.Elements / s[0];
                builder.Add(new ReshapeNode { Name = name, Inputs = [x], Output = name, Target = new Shape(s[0], length) });
                builder.Add(new DenseNode { Name = $"{name}d", Inputs = [name, Weights(name, new Shape(4, length))], Output = $"{name}d" });
                Map(new ReshapeNode { Name = $"{name}r", Inputs = [$"{name}d"], Output = $"{name}r", Target = new Shape(s[0], 1, 1, 4) });
                break;
            case 12:
                Map(new ReduceNode { Name = name, Inputs = [x], Output = name, Kind = ReduceKind.Max, Axes = [random.Next(1, 4)], KeepDims = true });
                break;
            default:
                QuantParams quant = QuantParams.PerTensor(0.03f, random.Next(0, 256));
                builder.Add(new QuantizeLinearNode { Name = name, Inputs = [x], Output = name }, DataType.UInt8, quant);
                builder.Add(new MaxPoolNode { Name = $"{name}p", Inputs = [name], Output = $"{name}p", KernelH = 1, KernelW = 2, Window = new Window { PadLeft = 1 } }, DataType.UInt8, quant);
                builder.Add(new UnaryNode { Name = $"{name}t", Inputs = [$"{name}p"], Output = $"{name}t", Kind = UnaryKind.Tanh }, DataType.UInt8, QuantParams.PerTensor(1 / 128f, 128));
                Map(new DequantizeLinearNode { Name = $"{name}f", Inputs = [$"{name}t"], Output = $"{name}f" });
                break;
        }
    }

    private void Map(Node node)
    {
        builder.Add(node);
        maps.Add(node.Output);
    }

    private string Weights(string name, Shape shape) =>
        builder.AddConstant<float>(new TensorInfo($"{name}.w", DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => ((float)random.NextDouble() * 2) - 1)]).Name;
}
