using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Import;

/// <summary>Makes one layer after another of a graph's nodes.</summary>
internal sealed class NodeImport
{
    private readonly NetworkGraph graph;
    private readonly NetworkBuilder builder;
    private readonly ImportOptions options;
    private readonly Dictionary<string, NetworkValue> values = new(StringComparer.Ordinal);
    private readonly List<(Layer Layer, Node Node)> copied = [];
    private readonly HashSet<string> behind = new(StringComparer.Ordinal); // values that come of a new head
    private readonly string headName;

    public NodeImport(NetworkGraph graph, NetworkBuilder builder, ImportOptions options)
    {
        (this.graph, this.builder, this.options) = (graph, builder, options);
        values[graph.Inputs[0]] = builder.Input;
        headName = GraphImport.HeadName;
        while (graph.Nodes.Any(node => node.Name.StartsWith(headName, StringComparison.Ordinal)))
            headName = $"new_{headName}";
    }

    /// <summary>Adds a node's layer.</summary>
    /// <exception cref="EdgeCnnException">It has none.</exception>
    public void Add(Node node)
    {
        if (behind.Contains(node.Inputs[0]))
            behind.Add(node.Output);
        if (node is ReshapeNode reshape)
        {
            Flatten(reshape);
            return;
        }

        if (IsPerChannel(node))
        {
            PerChannel((BinaryNode)node);
            return;
        }

        Layer layer = node is Conv2dNode pixel && IsDense(pixel) ? Dense(pixel) : LayerOf(node);
        values[node.Output] = builder.Add(layer, [.. Inputs(node)]);
        if (node is LinearNode)
            copied.Add((layer, node));
    }

    /// <summary>Adds a layer for other classes in a node's place.</summary>
    public void AddHead(Node node)
    {
        NetworkValue from = Inputs(node)[0];
        if (options.Dropout > 0)
            from = builder.Add(new DropoutLayer($"{headName}.dropout", options.Dropout), from);
        int classes = options.Classes!.Value;
        Layer layer = node is Conv2dNode conv && from.Shape.Rank > 1
            ? new Conv2dLayer(headName, classes, 1) { Stride = (conv.Window.StrideH, conv.Window.StrideW), Padding = Pad(conv.Window), Initializer = options.Initializer, Penalty = options.Penalty }
            : new DenseLayer(headName, classes) { Initializer = options.Initializer, Penalty = options.Penalty };
        values[node.Output] = builder.Add(layer, from);
        behind.Add(node.Output);
    }

    /// <summary>Adds a head behind the last value: a dense layer on features, on the mean of maps.</summary>
    public void AppendHead()
    {
        NetworkValue from = builder.Last.Shape.Rank == 1 ? builder.Last : builder.Add(new GlobalAveragePoolLayer($"{headName}.pool"));
        if (options.Dropout > 0)
            from = builder.Add(new DropoutLayer($"{headName}.dropout", options.Dropout), from);
        builder.Add(new DenseLayer(headName, options.Classes!.Value) { Initializer = options.Initializer, Penalty = options.Penalty }, from);
    }

    /// <summary>True for what only bends the old head's outputs: a new one gives logits, and a loss bends them itself.</summary>
    public bool BendsTheHead(Node node) => node is ActivationNode or UnaryNode or SoftmaxNode && behind.Contains(node.Inputs[0]);

    /// <summary>Leaves a node out: its output is its input.</summary>
    public void Skip(Node node)
    {
        values[node.Output] = values[node.Inputs[0]];
        behind.Add(node.Output);
    }

    /// <summary>Puts the graph's weights into the layers, once they are built.</summary>
    public void CopyWeights()
    {
        foreach (var (layer, node) in copied)
        {
            for (int i = 0; i < layer.Parameters.Count; i++)
                graph.Constant<float>(node.Inputs[i + 1]).CopyTo(layer.Parameters[i].Value);
        }
    }

    private Layer LayerOf(Node node) => node switch
    {
        Conv2dNode conv => new Conv2dLayer(node.Name, Weights(node)[0], 0)
        {
            Kernel = (Weights(node)[1], Weights(node)[2]),
            Stride = (conv.Window.StrideH, conv.Window.StrideW),
            Dilation = (conv.Window.DilationH, conv.Window.DilationW),
            Padding = Pad(conv.Window),
            UseBias = node.Inputs.Length > 2,
            Activation = conv.Activation,
            Penalty = options.Penalty,
        },
        DepthwiseConv2dNode conv => new DepthwiseConv2dLayer(node.Name, 0)
        {
            Kernel = (Weights(node)[0], Weights(node)[1]),
            Stride = (conv.Window.StrideH, conv.Window.StrideW),
            Dilation = (conv.Window.DilationH, conv.Window.DilationW),
            Padding = Pad(conv.Window),
            UseBias = node.Inputs.Length > 2,
            // Without a penalty, as the architectures have it: a filter of a few weights has nothing to spare.
            Activation = conv.Activation,
        },
        DenseNode dense => new DenseLayer(node.Name, Weights(node)[0]) { UseBias = node.Inputs.Length > 2, Activation = dense.Activation, Penalty = options.Penalty },
        MaxPoolNode pool when pool.Window is { DilationH: 1, DilationW: 1 } => new MaxPoolLayer(node.Name, 0) { Size = (pool.KernelH, pool.KernelW), Stride = (pool.Window.StrideH, pool.Window.StrideW), Padding = Pad(pool.Window) },
        // Rows and columns that only rounding has added never count where no padding does.
        AveragePoolNode pool when pool.Window is { DilationH: 1, DilationW: 1 } && (!pool.CountIncludePad || (pool.CeilH == 0 && pool.CeilW == 0)) =>
            new AveragePoolLayer(node.Name, 0) { Size = (pool.KernelH, pool.KernelW), Stride = (pool.Window.StrideH, pool.Window.StrideW), Padding = Pad(pool.Window), CountIncludePad = pool.CountIncludePad },
        GlobalAveragePoolNode => new GlobalAveragePoolLayer(node.Name),
        ReduceNode { Kind: ReduceKind.Mean, Axes: [1, 2] } => new GlobalAveragePoolLayer(node.Name),
        ReduceNode { Kind: ReduceKind.Max, Axes: [1, 2] } => new GlobalMaxPoolLayer(node.Name),
        AddNode add => new AddLayer(node.Name) { Activation = add.Activation },
        BinaryNode { Kind: BinaryKind.Add } when graph.Tensor(node.Inputs[0]).Shape == graph.Tensor(node.Inputs[1]).Shape => new AddLayer(node.Name),
        ConcatNode concat when concat.Axis == -1 || concat.Axis == graph.Tensor(node.Output).Shape.Rank - 1 => new ConcatLayer(node.Name),
        ActivationNode activation => new ReluLayer(node.Name, activation.Kind),
        UnaryNode { Kind: UnaryKind.Sigmoid or UnaryKind.Tanh or UnaryKind.LeakyRelu or UnaryKind.HardSwish } unary => new ActivationLayer(node.Name, unary.Kind) { Alpha = unary.Alpha },
        SoftmaxNode { Logarithm: false } => new SoftmaxLayer(node.Name),
        _ => throw Error(node, "has no layer that can be trained. Known are Conv2d, DepthwiseConv2d, Dense, MaxPool, AveragePool, GlobalAveragePool, Add, Concat, a factor or an offset a channel, activations, Reshape to a row and Softmax"),
    };

    // Behind a global pool, where a network's last maps are single pixels.
    private bool IsDense(Conv2dNode node) => values.TryGetValue(node.Inputs[0], out NetworkValue from) && from.Shape.Rank == 1 && Weights(node) is var shape && shape[1] == 1 && shape[2] == 1 && node.Window is { PadTop: 0, PadLeft: 0, PadBottom: 0, PadRight: 0 };

    private DenseLayer Dense(Conv2dNode node) => new(node.Name, Weights(node)[0]) { UseBias = node.Inputs.Length > 2, Activation = node.Activation, Penalty = options.Penalty };

    // A factor or an offset for each channel of a map: a batch normalization that no layer before it could take in.
    private bool IsPerChannel(Node node) => node is BinaryNode { Kind: BinaryKind.Mul or BinaryKind.Add }
        && graph.Constants.ContainsKey(node.Inputs[1])
        && values.TryGetValue(node.Inputs[0], out NetworkValue map) && map.Shape.Rank == 3
        && graph.Tensor(node.Inputs[1]).Shape is { Rank: > 0 } shape && shape[-1] == map.Shape[2] && shape.Elements == map.Shape[2];

    // As a depthwise 1x1 convolution, which has an integer rule too.
    private void PerChannel(BinaryNode node)
    {
        bool offset = node.Kind == BinaryKind.Add;
        var layer = new DepthwiseConv2dLayer(node.Name, 1) { UseBias = offset, Penalty = options.Penalty };
        values[node.Output] = builder.Add(layer, values[node.Inputs[0]]);
        layer.Parameters[0].Value.AsSpan().Fill(1);
        graph.Constant<float>(node.Inputs[1]).CopyTo(layer.Parameters[offset ? 1 : 0].Value);
    }

    private void Flatten(ReshapeNode node)
    {
        NetworkValue from = Inputs(node)[0];
        if (node.Target.Elements != node.Target[-1])
            throw Error(node, $"gives {node.Target}; only a reshape to one row can be trained");
        values[node.Output] = from.Shape.Rank == 1 ? from : builder.Add(new FlattenLayer(node.Name), from);
    }

    private NetworkValue[] Inputs(Node node)
    {
        string[] read = node is LinearNode ? [node.Inputs[0]] : [.. node.Inputs];
        return [.. read.Select(name => values.TryGetValue(name, out NetworkValue value) ? value : throw Error(node, $"reads the constant '{name}'; only weights and biases may be constant"))];
    }

    private Shape Weights(Node node) => graph.Constants.ContainsKey(node.Inputs[1]) ? graph.Tensor(node.Inputs[1]).Shape : throw Error(node, $"computes its weights '{node.Inputs[1]}'; only constant ones can be trained");

    private static Padding Pad(Window window) => Padding.Of(window.PadTop, window.PadLeft, window.PadBottom, window.PadRight);

    private static EdgeCnnException Error(Node node, string detail) => new($"{node.Label} {detail}. Train from another model, or from scratch.");
}
