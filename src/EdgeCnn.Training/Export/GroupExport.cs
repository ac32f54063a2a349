using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Export;

/// <summary>A convolution in groups as one convolution for each, between slices and a concatenation of channels.</summary>
internal static class GroupExport
{
    public static string Write(NetworkGraphBuilder builder, Conv2dLayer conv, string input)
    {
        Shape x = builder.Tensor(input).Shape;
        int groups = conv.Groups, c = x[3] / groups, n = conv.Output[2] / groups, k = conv.Parameters[0].Value.Length / groups;
        var parts = new List<string>();
        for (int g = 0; g < groups; g++)
        {
            string name = $"{conv.Name}.{g}";
            string slice = builder.Add(new SliceNode { Name = $"{name}.slice", Inputs = [input], Output = $"{name}.slice", Starts = [0, 0, 0, g * c], Steps = [1, 1, 1, 1], Target = new Shape(1, x[1], x[2], c) }).Name;
            var inputs = new List<string> { slice };
            foreach (Parameter parameter in conv.Parameters)
            {
                bool weights = parameter.Shape.Rank > 1;
                Shape shape = weights ? new Shape([n, .. parameter.Shape.Dims.RemoveAt(0)]) : new Shape(n);
                ReadOnlySpan<float> values = weights ? parameter.Value.AsSpan(g * k, k) : parameter.Value.AsSpan(g * n, n);
                inputs.Add(builder.AddConstant(new TensorInfo($"{parameter.Name}.{g}", DataType.Float32, shape), values).Name);
            }

            parts.Add(builder.Add(new Conv2dNode { Name = name, Inputs = [.. inputs], Output = name, Window = conv.Window, Activation = conv.Activation }).Name);
        }

        return builder.Add(new ConcatNode { Name = conv.Name, Inputs = [.. parts], Output = conv.Name }).Name;
    }
}
