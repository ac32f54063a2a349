using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Quantization;

namespace EdgeCnn.Onnx.Tests;

/// <summary>conv 3x3 stride 2 → ReLU → max pool → flatten → dense → ReLU → dense, with random weights.</summary>
internal static class SmallNetwork
{
    public const int InputLength = 11 * 9 * 3;

    public static NetworkGraph Float(int seed)
    {
        var random = new Random(seed);
        var builder = new NetworkGraphBuilder("small")
        {
            Contract = new InputContract { Height = 11, Width = 9, Color = ColorOrder.Rgb, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.25f, 0.3f], Labels = ["a", "b", "ü\"", "d"] },
        };
        void Weights(string name, Shape shape) => builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => random.NextSingle() - 0.5f)]);
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 11, 9, 3)));
        Weights("w1", new Shape(6, 3, 3, 3));
        Weights("b1", new Shape(6));
        Weights("w2", new Shape(7, 36));
        Weights("b2", new Shape(7));
        Weights("w3", new Shape(4, 7));
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1", "b1"], Output = "c", Window = new Window { StrideH = 2, StrideW = 2, PadTop = 1, PadRight = 1 } });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["c"], Output = "r", Kind = ActivationKind.Relu });
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["r"], Output = "p", KernelH = 3, KernelW = 2, Window = new Window { StrideH = 1, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flatten", Inputs = ["p"], Output = "f", Target = new Shape(1, 36) });
        builder.Add(new DenseNode { Name = "dense1", Inputs = ["f", "w2", "b2"], Output = "d1" });
        builder.Add(new ActivationNode { Name = "relu2", Inputs = ["d1"], Output = "r2", Kind = ActivationKind.Relu });
        builder.Add(new DenseNode { Name = "dense2", Inputs = ["r2", "w3"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    public static NetworkGraph Int8(int seed)
    {
        var quantizer = new Quantizer(Float(seed));
        var random = new Random(seed + 1);
        for (int i = 0; i < 20; i++)
            quantizer.Calibrate(Sample(random));
        return quantizer.Quantize();
    }

    public static float[] Sample(Random random) => [.. Enumerable.Range(0, InputLength).Select(_ => (float)((random.NextDouble() * 3) - 1))];
}
