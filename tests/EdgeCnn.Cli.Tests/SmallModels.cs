using System.Runtime.InteropServices;
using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Cli.Tests;

/// <summary>Networks whose results can be worked out by hand, and arrays for them.</summary>
internal static class SmallModels
{
    /// <summary>sum/out = a + b=2, float, [1, 2, 2, 3].</summary>
    public static NetworkGraph Sum()
    {
        var builder = new NetworkGraphBuilder("sum");
        builder.AddInput(new TensorInfo("a", DataType.Float32, new Shape(1, 2, 2, 3)));
        builder.AddInput(new TensorInfo("b=2", DataType.Float32, new Shape(1, 2, 2, 3)));
        builder.Add(new AddNode { Name = "add", Inputs = ["a", "b=2"], Output = "sum/out" });
        builder.AddOutput("sum/out");
        return builder.Build();
    }

    /// <summary>The logits of a 2x2 grey picture are one pixel each: a dense layer with the unit matrix, with or without a softmax, or a sigmoid, behind it.</summary>
    public static NetworkGraph Pixels(bool softmax, ModelTask? task = ModelTask.Multiclass, float weight = 1, bool sigmoid = false)
    {
        float[] weights = new float[16];
        for (int i = 0; i < 4; i++)
            weights[5 * i] = weight;
        var builder = new NetworkGraphBuilder("pixels")
        {
            Contract = task is null ? null : new InputContract { Height = 2, Width = 2, Color = ColorOrder.Gray, Divisor = 1, Mean = [0], Std = [1], Task = task.Value, Labels = ["n", "e", "s", "w"] },
        };
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2, 2, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(4, 4)), weights);
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["x"], Output = "row", Target = new Shape(1, 4) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["row", "w"], Output = "logits" });
        if (softmax)
        {
            builder.Add(new SoftmaxNode { Name = "softmax", Inputs = ["logits"], Output = "p" });
            builder.Add(new ReshapeNode { Name = "last", Inputs = ["p"], Output = "y", Target = new Shape(4) });
        }

        if (sigmoid)
            builder.Add(new UnaryNode { Name = "sigmoid", Inputs = ["logits"], Output = "y", Kind = UnaryKind.Sigmoid });
        builder.AddOutput(softmax || sigmoid ? "y" : "logits");
        return builder.Build();
    }

    public static NumpyArray Floats(Shape shape, params float[] values) => new(DataType.Float32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
