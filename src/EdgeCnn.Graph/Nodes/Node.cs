using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>One operation of a network: what it computes, never how. The attribute list below is the file format's table.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Conv2dNode), "Conv2d")]
[JsonDerivedType(typeof(DepthwiseConv2dNode), "DepthwiseConv2d")]
[JsonDerivedType(typeof(DenseNode), "Dense")]
[JsonDerivedType(typeof(AddNode), "Add")]
[JsonDerivedType(typeof(ConcatNode), "Concat")]
[JsonDerivedType(typeof(GlobalAveragePoolNode), "GlobalAveragePool")]
[JsonDerivedType(typeof(MaxPoolNode), "MaxPool")]
[JsonDerivedType(typeof(ActivationNode), "Activation")]
[JsonDerivedType(typeof(ReshapeNode), "Reshape")]
[JsonDerivedType(typeof(TransposeNode), "Transpose")]
[JsonDerivedType(typeof(SoftmaxNode), "Softmax")]
[JsonDerivedType(typeof(QuantizeLinearNode), "QuantizeLinear")]
[JsonDerivedType(typeof(DequantizeLinearNode), "DequantizeLinear")]
[JsonDerivedType(typeof(AveragePoolNode), "AveragePool")]
[JsonDerivedType(typeof(MaxPoolIndicesNode), "MaxPoolIndices")]
[JsonDerivedType(typeof(LrnNode), "Lrn")]
[JsonDerivedType(typeof(MatMulNode), "MatMul")]
[JsonDerivedType(typeof(UnaryNode), "Unary")]
[JsonDerivedType(typeof(BinaryNode), "Binary")]
[JsonDerivedType(typeof(WhereNode), "Where")]
[JsonDerivedType(typeof(CastNode), "Cast")]
[JsonDerivedType(typeof(ReduceNode), "Reduce")]
[JsonDerivedType(typeof(ArgNode), "Arg")]
[JsonDerivedType(typeof(TopKNode), "TopK")]
[JsonDerivedType(typeof(SliceNode), "Slice")]
[JsonDerivedType(typeof(PadNode), "Pad")]
[JsonDerivedType(typeof(ExpandNode), "Expand")]
[JsonDerivedType(typeof(TileNode), "Tile")]
[JsonDerivedType(typeof(GatherNode), "Gather")]
[JsonDerivedType(typeof(ResizeNode), "Resize")]
public abstract record Node
{
    private protected Node(string op, int leastInputs, int mostInputs)
    {
        Op = op;
        Arity = (leastInputs, mostInputs);
    }

    /// <summary>Unique name, used in messages.</summary>
    public required string Name { get; init; }

    /// <summary>The tensors that it reads, in the operator's order.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>The tensor that it writes.</summary>
    public required string Output { get; init; }

    /// <summary>The operator's name.</summary>
    [JsonIgnore]
    public string Op { get; }

    /// <summary>The least and the most inputs.</summary>
    [JsonIgnore]
    public (int Least, int Most) Arity { get; }

    /// <summary>Operator and name, as messages begin.</summary>
    [JsonIgnore]
    public string Label => $"{Op} '{Name}'";

    /// <summary>The result's shape.</summary>
    /// <exception cref="GraphException">The inputs' shapes do not fit.</exception>
    public abstract Shape InferShape(IReadOnlyList<TensorInfo> inputs);

    /// <summary>Says what is wrong with types and quantization of inputs and result, or null.</summary>
    public abstract string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output);

    /// <summary>Multiply-adds of one run; 0 for operations that are not counted so.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, TensorInfo output) => 0;

    /// <summary>An error at this node.</summary>
    protected GraphException Error(string detail) => new(Label, detail);

    /// <summary>The shape that all inputs broadcast to.</summary>
    protected Shape Broadcast(IReadOnlyList<TensorInfo> inputs)
    {
        Shape result = inputs[0].Shape;
        foreach (TensorInfo input in inputs.Skip(1))
        {
            if (!Shape.TryBroadcast(result, input.Shape, out result))
                throw Error($"cannot broadcast {string.Join(", ", inputs.Select(each => each.Shape))} to one shape.");
        }

        return result;
    }

    /// <summary>Checks that an axis is there.</summary>
    protected void CheckAxis(Shape x, int axis)
    {
        if (axis < 0 || axis >= x.Rank)
            throw Error($"axis {axis} is not one of {x}.");
    }

    /// <summary>The rule of operations that only move or compare values: type and quantization stay.</summary>
    protected static string? SameTypes(TensorInfo input, TensorInfo output)
    {
        if (input.Type != output.Type)
            return $"changes {input.Type} to {output.Type}; it must keep the type";
        bool same = input.Quant is null
            ? output.Quant is null
            : output.Quant is not null && input.Quant.Scales.SequenceEqual(output.Quant.Scales) && input.Quant.ZeroPoints.SequenceEqual(output.Quant.ZeroPoints);
        return same ? null : "changes the quantization; it must keep scale and zero point";
    }

    /// <summary>The rule of operations that compute on real numbers or on codes: all of one type, codes with one scale.</summary>
    protected static string? CheckSameKind(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        if (inputs.Append(output).Any(info => info.Type != output.Type) || !(output.Type.IsCode() || output.Type == DataType.Float32))
            return $"wants Float32 or one 8-bit type throughout, got {string.Join(", ", inputs.Select(input => input.Type))} and {output.Type}";
        return output.Type.IsCode() && inputs.Append(output).Any(info => info.Quant is not { Axis: -1 })
            ? "wants one scale and zero point for each 8-bit tensor"
            : null;
    }
}
