using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime;

namespace EdgeCnn.Quantization.Tests;

public sealed class QuantizerTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("branches")]
    [InlineData("rare layers")]
    [InlineData("probabilities")]
    public void Quantize_RandomNetwork_StaysCloseToTheFloatModel(string kind)
    {
        NetworkGraph graph = kind switch { "plain" => Network(1), "branches" => Branches(1), _ => RareLayers(1, softmax: kind == "probabilities") };
        var quantizer = new Quantizer(graph);
        var random = new Random(2);
        float[][] samples = [.. Enumerable.Range(0, 50).Select(_ => Sample(random))];
        foreach (float[] sample in samples)
            quantizer.Calibrate(sample);
        NetworkGraph int8 = quantizer.Quantize();
        var session = InferenceSession.Create(graph);
        var integer = InferenceSession.Create(int8);
        QuantParams qx = integer.Inputs[0].Quant!, qy = integer.Outputs[0].Quant!;
        double error = 0, signal = 0;
        float[] y = new float[4];
        byte[] codes = new byte[4];
        foreach (float[] sample in samples)
        {
            session.Run<float, float>(sample, y);
            integer.Run<byte, byte>([.. sample.Select(x => (byte)QuantParams.Quantize(x, qx.Scale, qx.ZeroPoint, DataType.UInt8))], codes);
            for (int i = 0; i < 4; i++)
            {
                error += Math.Pow(y[i] - QuantParams.Dequantize(codes[i], qy.Scale, qy.ZeroPoint), 2);
                signal += y[i] * y[i];
            }
        }

        Assert.True(10 * Math.Log10(signal / error) > 25, $"signal to noise {10 * Math.Log10(signal / error):F1} dB");
    }

    [Fact]
    public void Quantize_Result_IsIntegerThroughout()
    {
        var quantizer = new Quantizer(Network(1));
        quantizer.Calibrate(Sample(new Random(1)));
        NetworkGraph int8 = quantizer.Quantize();
        Assert.DoesNotContain(int8.Tensors.Values, info => info.Type == DataType.Float32);
        Assert.Equal(int8.Tensor("pool").Quant, int8.Tensor("relu").Quant);
        Assert.DoesNotContain((sbyte)-128, int8.Constant<sbyte>("w1").ToArray());
    }

    /// <summary>Normalization behind an activation keeps a scale for each channel, however different the factors are.</summary>
    [Fact]
    public void Quantize_NormalizationBehindActivation_IsDepthwise()
    {
        var quantizer = new Quantizer(RareLayers(1, softmax: false));
        quantizer.Calibrate(Sample(new Random(1)));
        NetworkGraph int8 = quantizer.Quantize();
        var layer = Assert.Single(int8.Nodes.OfType<DepthwiseConv2dNode>());
        Assert.Equal(3, layer.Inputs.Length);
        Assert.Equal(8, int8.Tensor(layer.Inputs[1]).Quant!.Scales.Length);
        Assert.Equal(2, int8.Nodes.OfType<BinaryNode>().Count()); // those of a row, behind the flattening
    }

    [Fact]
    public void Quantize_WithoutRule_IsRefused()
    {
        var builder = new NetworkGraphBuilder("cut");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 6, 6, 2)));
        builder.Add(new LrnNode { Name = "lrn", Inputs = ["x"], Output = "y", Size = 3, Alpha = 1e-4f, Beta = 0.75f, Bias = 1 });
        builder.AddOutput("y");
        var quantizer = new Quantizer(builder.Build());
        quantizer.Calibrate(Sample(new Random(1)));
        Assert.Contains("no integer rule", Assert.Throws<GraphException>(quantizer.Quantize).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantize_WithoutSamples_IsRefused() => Assert.Throws<EdgeCnnException>(() => new Quantizer(Network(1)).Quantize());

    [Fact]
    public void Constructor_Int8Graph_IsRefused()
    {
        var quantizer = new Quantizer(Network(1));
        quantizer.Calibrate(Sample(new Random(1)));
        NetworkGraph int8 = quantizer.Quantize();
        Assert.Contains("already", Assert.Throws<EdgeCnnException>(() => new Quantizer(int8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantize_SameSamples_GivesTheSameGraphBytes()
    {
        byte[] Once()
        {
            var quantizer = new Quantizer(Network(3));
            var random = new Random(4);
            for (int i = 0; i < 5; i++)
                quantizer.Calibrate(Sample(random));
            return EdgeCnn.Graph.Format.EcnnWriter.ToBytes(quantizer.Quantize());
        }

        Assert.Equal(Once(), Once());
    }

    private static float[] Sample(Random random) => [.. Enumerable.Range(0, 6 * 6 * 2).Select(_ => (float)((random.NextDouble() * 3) - 1))];

    private static NetworkGraph Network(int seed)
    {
        var random = new Random(seed);
        var builder = new NetworkGraphBuilder("net");
        void Weights(string name, Shape shape) => builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => random.NextSingle() - 0.5f)]);
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 6, 6, 2)));
        Weights("w1", new Shape(8, 3, 3, 2));
        Weights("b1", new Shape(8));
        Weights("w2", new Shape(4, 72));
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1", "b1"], Output = "conv", Window = Window.Same(3) });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["conv"], Output = "relu", Kind = ActivationKind.Relu });
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["relu"], Output = "pool", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flatten", Inputs = ["pool"], Output = "flat", Target = new Shape(1, 72) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["flat", "w2"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    // Depthwise, residual addition, concatenation and global average before the same kind of dense layer.
    private static NetworkGraph Branches(int seed)
    {
        var random = new Random(seed);
        var builder = new NetworkGraphBuilder("branches");
        void Weights(string name, Shape shape) => builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => random.NextSingle() - 0.5f)]);
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 6, 6, 2)));
        Weights("w1", new Shape(3, 3, 2));
        Weights("w2", new Shape(4, 4));
        builder.Add(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["x", "w1"], Output = "d", Window = Window.Same(3) });
        builder.Add(new AddNode { Name = "add", Inputs = ["x", "d"], Output = "a" });
        builder.Add(new ActivationNode { Name = "relu6", Inputs = ["a"], Output = "r", Kind = ActivationKind.Relu6 });
        builder.Add(new ConcatNode { Name = "concat", Inputs = ["r", "d"], Output = "c" });
        builder.Add(new GlobalAveragePoolNode { Name = "average", Inputs = ["c"], Output = "g" });
        builder.Add(new ReshapeNode { Name = "flatten", Inputs = ["g"], Output = "f", Target = new Shape(1, 4) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["f", "w2"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    // Normalization behind an activation, sigmoid, average pooling, a product and a sum of a row, softmax.
    private static NetworkGraph RareLayers(int seed, bool softmax)
    {
        var random = new Random(seed);
        var builder = new NetworkGraphBuilder("rare");
        void Weights(string name, Shape shape, float middle = 0) => builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => middle + random.NextSingle() - 0.5f)]);
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 6, 6, 2)));
        Weights("w1", new Shape(8, 3, 3, 2));
        builder.AddConstant<float>(new TensorInfo("s1", DataType.Float32, new Shape(8)), [0.01f, 0.1f, 1, 10, -1, 2, 0.5f, 0.02f]);
        Weights("t1", new Shape(8));
        Weights("s2", new Shape(72), 1);
        Weights("t2", new Shape(72));
        Weights("w2", new Shape(4, 72));
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1"], Output = "conv", Window = Window.Same(3), Activation = ActivationKind.Relu });
        builder.Add(new BinaryNode { Name = "scale", Inputs = ["conv", "s1"], Output = "scaled", Kind = BinaryKind.Mul });
        builder.Add(new BinaryNode { Name = "shift", Inputs = ["scaled", "t1"], Output = "shifted", Kind = BinaryKind.Add });
        builder.Add(new UnaryNode { Name = "sigmoid", Inputs = ["shifted"], Output = "sigmoid", Kind = UnaryKind.Sigmoid });
        builder.Add(new AveragePoolNode { Name = "pool", Inputs = ["sigmoid"], Output = "pool", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flatten", Inputs = ["pool"], Output = "flat", Target = new Shape(1, 72) });
        builder.Add(new BinaryNode { Name = "scale2", Inputs = ["flat", "s2"], Output = "scaled2", Kind = BinaryKind.Mul });
        builder.Add(new BinaryNode { Name = "shift2", Inputs = ["scaled2", "t2"], Output = "shifted2", Kind = BinaryKind.Add });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["shifted2", "w2"], Output = "y" });
        if (softmax)
            builder.Add(new SoftmaxNode { Name = "softmax", Inputs = ["y"], Output = "p" });
        builder.AddOutput(softmax ? "p" : "y");
        return builder.Build();
    }
}
