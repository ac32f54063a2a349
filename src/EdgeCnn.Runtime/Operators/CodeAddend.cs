using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The addition behind an integer layer, prepared for the layer's store.</summary>
internal sealed class CodeAddend(NetworkGraph graph, Node layer, AddNode sum)
{
    private readonly AddInt8 rule = CodeRules.Sum(graph.Tensor(sum.Inputs[0]), graph.Tensor(sum.Inputs[1]), graph.Tensor(sum.Output), sum.Activation);
    private readonly bool layerIsSecond = sum.Inputs[1] == layer.Output;

    /// <summary>The addition for a kernel.</summary>
    /// <param name="other">The other branch's codes.</param>
    public CodeSum To(ReadOnlySpan<byte> other) => new() { Rule = rule, Codes = other, LayerIsSecond = layerIsSecond };
}
