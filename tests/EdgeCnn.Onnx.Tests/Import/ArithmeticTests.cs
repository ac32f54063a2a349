using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Tests.Import;

public sealed class ArithmeticTests
{
    /// <summary>The rule of a sum of codes depends on the order of its inputs.</summary>
    [Theory]
    [InlineData("x c", new long[] { 3, 1, 1 }, false)]
    [InlineData("c x", new long[] { 3, 1, 1 }, true)]
    [InlineData("c x", new long[] { 4, 1 }, true)]
    [InlineData("c x", new long[] { 5 }, false)]
    [InlineData("c x", new long[] { 4, 5 }, false)]
    public void Add_InputThatRepeatsAlongTheLastAxis_ComesSecond(string edges, long[] shape, bool exchanged)
    {
        byte[] file = OnnxBytes.Model([1, 3, 4, 5], OnnxBytes.Node("Relu", "x > r"), OnnxBytes.Node("Add", $"{edges.Replace('x', 'r')} > y"), OnnxBytes.Constant("c", shape, (int)(4 * shape.Aggregate(1L, (product, size) => product * size))));
        NetworkGraph graph = OnnxImporter.Load(file);
        BinaryNode sum = Assert.Single(graph.Nodes.OfType<BinaryNode>());
        bool constantFirst = sum.Inputs[0] != graph.Nodes.Single(node => node is ActivationNode).Output;
        Assert.Equal(edges.StartsWith('c') && !exchanged, constantFirst);
    }
}
