using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Quantization;

namespace EdgeCnn.Tools.Parity;

/// <summary>Small networks that depend on nothing but the random numbers.</summary>
internal static class RandomNetwork
{
    /// <summary>One of each float layer.</summary>
    public static NetworkGraph Float(Random random)
    {
        var builder = new NetworkGraphBuilder("random-float");
        string x = builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape(1, 17, 13, 3))).Name;
        x = Conv(builder, random, x, 3, 3, 11, new Window { StrideH = 2, PadTop = 1, PadLeft = 1, PadRight = 1 }, ActivationKind.Relu);
        x = Conv(builder, random, x, 2, 3, 20, new Window { StrideW = 2, PadBottom = 1 }, ActivationKind.None);
        x = Relu(builder, Pool(builder, x, new Window { StrideH = 2, StrideW = 2, PadLeft = 1 }));
        x = Dense(builder, random, Flatten(builder, x), 24, ActivationKind.Relu);
        builder.AddOutput(Dense(builder, random, x, 7, ActivationKind.None));
        return builder.Build();
    }

    /// <summary>Any chain of convolutions, poolings and dense layers, quantized.</summary>
    public static NetworkGraph Integer(Random random, int calibrationSamples)
    {
        // Few channels behind ReLU may be 0 whatever the input is; equal outputs of such a network would prove nothing.
        while (true)
        {
            NetworkGraph network = AnyChain(random);
            float[][] samples = Inputs(network, random, calibrationSamples, 1f);
            var quantizer = new Quantizer(network);
            foreach (float[] sample in samples)
                quantizer.Calibrate(sample);
            NetworkGraph integer = quantizer.Quantize();
            byte[] codes = Ours.Run(integer, Ours.Quantize(integer, samples));
            if (codes.Chunk(codes.Length / samples.Length).Select(Convert.ToHexString).Distinct().Count() > samples.Length / 2)
                return integer;
        }
    }

    /// <summary>Inputs in ±range.</summary>
    public static float[][] Inputs(NetworkGraph network, Random random, int count, float range) =>
        [.. Enumerable.Range(0, count).Select(_ => Values(random, network.Tensor(network.Inputs[0]).Shape.Elements, range))];

    /// <summary>The layers in one line, for example <c>12x9x3 Conv2d.Relu MaxPool Reshape Dense</c>.</summary>
    public static string Describe(NetworkGraph network)
    {
        Shape input = network.Tensor(network.Inputs[0]).Shape;
        var layers = network.Nodes.Select(node => node is LinearNode { Activation: ActivationKind.Relu } ? $"{node.Op}.Relu" : node.Op);
        return $"{input[1]}x{input[2]}x{input[3]} {string.Join(' ', layers)}";
    }

    private static NetworkGraph AnyChain(Random random)
    {
        var builder = new NetworkGraphBuilder("random-int8");
        string x = builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape(1, random.Next(5, 15), random.Next(5, 15), random.Next(1, 9)))).Name;
        for (int layers = random.Next(1, 4); layers > 0; layers--)
            x = AnyBlock(builder, random, x);
        x = Flatten(builder, x);
        if (Chance(random))
            x = Dense(builder, random, x, random.Next(1, 40), AnyActivation(random));
        builder.AddOutput(Dense(builder, random, x, random.Next(1, 21), ActivationKind.None));
        return builder.Build();
    }

    // A convolution, then perhaps a pooling, then perhaps a ReLU of its own.
    private static string AnyBlock(NetworkGraphBuilder builder, Random random, string x)
    {
        Shape from = builder.Tensor(x).Shape;
        int kernelH = random.Next(1, Math.Min(3, from[1]) + 1), kernelW = random.Next(1, Math.Min(3, from[2]) + 1);
        x = Conv(builder, random, x, kernelH, kernelW, random.Next(1, 21), AnyWindow(random), AnyActivation(random));
        Shape map = builder.Tensor(x).Shape;
        if (Math.Min(map[1], map[2]) < 2 || Chance(random))
            return x;
        x = Pool(builder, x, AnyWindow(random));
        return random.Next(4) == 0 ? Relu(builder, x) : x;
    }

    private static Window AnyWindow(Random random) => new()
    {
        StrideH = random.Next(1, 3),
        StrideW = random.Next(1, 3),
        PadTop = random.Next(2),
        PadLeft = random.Next(2),
        PadBottom = random.Next(2),
        PadRight = random.Next(2),
    };

    private static ActivationKind AnyActivation(Random random) => Chance(random) ? ActivationKind.Relu : ActivationKind.None;

    private static string Conv(NetworkGraphBuilder builder, Random random, string x, int kernelH, int kernelW, int channels, Window window, ActivationKind activation)
    {
        string name = $"{x}.conv";
        Shape weights = new(channels, kernelH, kernelW, builder.Tensor(x).Shape[3]);
        return builder.Add(new Conv2dNode { Name = name, Inputs = [x, .. Constants(builder, random, name, weights)], Output = $"{name}.y", Window = window, Activation = activation }).Name;
    }

    private static string Dense(NetworkGraphBuilder builder, Random random, string x, int outputs, ActivationKind activation)
    {
        string name = $"{x}.dense";
        Shape weights = new(outputs, builder.Tensor(x).Shape[1]);
        return builder.Add(new DenseNode { Name = name, Inputs = [x, .. Constants(builder, random, name, weights)], Output = $"{name}.y", Activation = activation }).Name;
    }

    private static string Pool(NetworkGraphBuilder builder, string x, Window window) =>
        builder.Add(new MaxPoolNode { Name = $"{x}.pool", Inputs = [x], Output = $"{x}.pool.y", KernelH = 2, KernelW = 2, Window = window }).Name;

    private static string Relu(NetworkGraphBuilder builder, string x) =>
        builder.Add(new ActivationNode { Name = $"{x}.relu", Inputs = [x], Output = $"{x}.relu.y", Kind = ActivationKind.Relu }).Name;

    private static string Flatten(NetworkGraphBuilder builder, string x) =>
        builder.Add(new ReshapeNode { Name = $"{x}.flatten", Inputs = [x], Output = $"{x}.flatten.y", Target = new Shape(1, builder.Tensor(x).Shape.Elements) }).Name;

    // Weights of a size that keeps activations near 1, each channel with its own; one layer in four has no bias.
    private static string[] Constants(NetworkGraphBuilder builder, Random random, string name, Shape shape)
    {
        int channels = shape[0], length = shape.Elements / channels;
        var weights = Enumerable.Range(0, channels).SelectMany(_ => Values(random, length, (0.25f + random.NextSingle()) * MathF.Sqrt(3f / length))).ToArray();
        string w = builder.AddConstant<float>(new TensorInfo($"{name}.w", DataType.Float32, shape), weights).Name;
        return random.Next(4) == 0 ? [w] : [w, builder.AddConstant<float>(new TensorInfo($"{name}.b", DataType.Float32, new Shape(channels)), Values(random, channels, 0.5f)).Name];
    }

    private static bool Chance(Random random) => random.Next(2) == 0;

    private static float[] Values(Random random, int count, float range) => [.. Enumerable.Range(0, count).Select(_ => ((random.NextSingle() * 2) - 1) * range)];
}
