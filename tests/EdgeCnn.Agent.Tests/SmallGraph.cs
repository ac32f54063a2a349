using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests;

/// <summary>A float network of one dense layer on 2x2 grey pictures whose logits are its biases when the picture is black.</summary>
internal static class SmallGraph
{
    public static NetworkGraph Build(float[] biases, float[]? weights = null, bool contract = true, ModelTask task = ModelTask.Multiclass, int pictures = 1, bool softmax = false)
    {
        var builder = new NetworkGraphBuilder("small");
        builder.AddInput(new TensorInfo("picture", DataType.Float32, new Shape(pictures, 2, 2, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(biases.Length, 4)), weights ?? new float[4 * biases.Length]);
        builder.AddConstant<float>(new TensorInfo("b", DataType.Float32, new Shape(biases.Length)), biases);
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["picture"], Output = "row", Target = new Shape(pictures, 4) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["row", "w", "b"], Output = "logits" });
        if (softmax)
            builder.Add(new SoftmaxNode { Name = "softmax", Inputs = ["logits"], Output = "p" });
        builder.AddOutput(softmax ? "p" : "logits");
        if (contract)
        {
            builder.Contract = new InputContract
            {
                Height = 2,
                Width = 2,
                Color = ColorOrder.Gray,
                Mean = [0f],
                Std = [1f],
                Task = task,
                Labels = [.. Enumerable.Range(0, biases.Length).Select(i => $"class {i}")],
            };
        }

        return builder.Build();
    }

    public static InferenceSession Session(params float[] biases) => InferenceSession.Create(Build(biases));
}
