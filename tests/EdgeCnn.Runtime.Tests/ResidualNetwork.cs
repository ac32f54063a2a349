using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>A random chain of residual blocks of odd sizes: convolutions, depthwise ones and dense layers, sums with shortcuts, inputs and constants, activations behind them.</summary>
internal sealed class ResidualNetwork
{
    private readonly Random random;
    private readonly bool codes;
    private readonly DataType type;
    private readonly NetworkGraphBuilder builder;
    private int count;

    private ResidualNetwork(int seed, bool codes)
    {
        random = new Random(seed);
        this.codes = codes;
        type = !codes ? DataType.Float32 : random.Next(2) == 0 ? DataType.UInt8 : DataType.Int8;
        builder = new NetworkGraphBuilder($"residual-{seed}");
    }

    public static NetworkGraph Of(int seed, bool codes) => new ResidualNetwork(seed, codes).Make();

    private NetworkGraph Make()
    {
        bool flat = random.Next(4) == 0;
        int channels = random.Next(1, 41);
        var shape = flat ? new Shape(random.Next(1, 9), channels) : new Shape(random.Next(1, 3), random.Next(1, 24), random.Next(1, 24), channels);
        TensorInfo x = new("x0", type, shape, Quant());
        builder.AddInput(x);
        for (int block = random.Next(1, 4); block > 0; block--)
            x = Block(x);
        builder.AddOutput(x.Name);
        return builder.Build();
    }

    private TensorInfo Block(TensorInfo x)
    {
        int channels = random.Next(2) == 0 ? x.Shape[-1] : random.Next(1, 41);
        bool depthwise = x.Shape.Rank == 4 && channels == x.Shape[-1] && random.Next(3) == 0;
        // Sometimes the shortcut comes behind the layer that could have taken the sum.
        bool early = random.Next(2) == 0;
        TensorInfo? shortcut = early ? Shortcut(x, channels) : null;
        TensorInfo inner = random.Next(2) == 0 ? Layer(x, x.Shape[-1], false, (ActivationKind)random.Next(3)) : x;
        TensorInfo own = Layer(inner, channels, depthwise, random.Next(3) == 0 ? ActivationKind.Relu : ActivationKind.None);
        shortcut ??= Shortcut(x, channels);
        string[] inputs = random.Next(2) == 0 ? [own.Name, shortcut.Name] : [shortcut.Name, own.Name];
        return Add(new AddNode { Name = $"sum{count}", Inputs = [.. inputs], Output = $"t{count++}", Activation = (ActivationKind)random.Next(3) });
    }

    private TensorInfo Shortcut(TensorInfo x, int channels)
    {
        if (channels != x.Shape[-1] || random.Next(4) == 0)
            return Layer(x, channels, false, ActivationKind.None);
        if (random.Next(3) > 0)
            return x;
        string name = $"c{count++}";
        var info = new TensorInfo(name, type, x.Shape, Quant());
        return codes
            ? builder.AddConstant<byte>(info, Networks.RandomCodes(random.Next(), x.Shape.Elements))
            : builder.AddConstant<float>(info, Floats(x.Shape.Elements));
    }

    private TensorInfo Layer(TensorInfo x, int channels, bool depthwise, ActivationKind activation)
    {
        int size = random.Next(3) switch { 0 => 1, 1 => 3, _ => 5 };
        bool dense = x.Shape.Rank == 2;
        Shape weights = dense ? new Shape(channels, x.Shape[1]) : depthwise ? new Shape(size, size, channels) : new Shape(channels, size, size, x.Shape[3]);
        string w = $"w{count}", b = $"b{count}", y = $"t{count}", name = $"layer{count++}";
        if (codes)
        {
            int axis = depthwise ? 2 : 0, k = weights.Elements / channels;
            float[] scales = [.. Enumerable.Range(0, channels).Select(_ => (0.5f + random.NextSingle()) / (64 * MathF.Sqrt(k)))];
            builder.AddConstant<sbyte>(new TensorInfo(w, DataType.Int8, weights, QuantParams.PerChannel(scales, axis)), [.. Enumerable.Range(0, weights.Elements).Select(_ => (sbyte)random.Next(random.Next(8) == 0 ? -128 : -127, 128))]);
            builder.AddConstant<int>(new TensorInfo(b, DataType.Int32, new Shape(channels)), [.. Enumerable.Range(0, channels).Select(_ => random.Next(-5000, 5000))]);
        }
        else
        {
            builder.AddConstant<float>(new TensorInfo(w, DataType.Float32, weights), Floats(weights.Elements));
            builder.AddConstant<float>(new TensorInfo(b, DataType.Float32, new Shape(channels)), Floats(channels));
        }

        return Add(
            dense ? new DenseNode { Name = name, Inputs = [x.Name, w, b], Output = y, Activation = activation }
            : depthwise ? new DepthwiseConv2dNode { Name = name, Inputs = [x.Name, w, b], Output = y, Window = Window.Same(size), Activation = activation }
            : new Conv2dNode { Name = name, Inputs = [x.Name, w, b], Output = y, Window = Window.Same(size), Activation = activation });
    }

    private TensorInfo Add(Node node) => codes ? builder.Add(node, type, Quant()) : builder.Add(node);

    private QuantParams? Quant() => codes ? QuantParams.PerTensor(0.02f + (0.05f * random.NextSingle()), random.Next(256) + (type == DataType.UInt8 ? 0 : -128)) : null;

    private float[] Floats(int elements) => [.. Enumerable.Range(0, elements).Select(_ => (random.NextSingle() * 2) - 1)];
}
