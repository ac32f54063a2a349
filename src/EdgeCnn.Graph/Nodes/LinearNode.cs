using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>What convolution and dense layers share: inputs (x, weights, bias), an activation in the store, and the type rules.</summary>
public abstract record LinearNode : Node
{
    private protected LinearNode(string op)
        : base(op, leastInputs: 2, mostInputs: 3)
    {
    }

    /// <summary>The axis of the weights that counts output channels.</summary>
    [JsonIgnore]
    public virtual int ChannelAxis => 0;

    /// <summary>Applied to the sum before it is stored.</summary>
    public ActivationKind Activation { get; init; }

    /// <inheritdoc/>
    public override string? CheckTypes(IReadOnlyList<TensorInfo> inputs, TensorInfo output)
    {
        TensorInfo x = inputs[0], w = inputs[1];
        TensorInfo? bias = inputs.Count > 2 ? inputs[2] : null;
        if (x.Type == DataType.Float32)
        {
            return w.Type == DataType.Float32 && (bias is null || bias.Type == DataType.Float32) && output.Type == DataType.Float32
                ? null
                : $"a Float32 input wants Float32 weights, bias and result, got {w.Type}, {bias?.Type.ToString() ?? "none"} and {output.Type}";
        }

        // The sum itself (ONNX ConvInteger, MatMulInteger) or codes made of it.
        bool sums = output is { Type: DataType.Int32, Quant: null };
        if (!x.Type.IsCode() || !w.Type.IsCode() || (bias is not null && bias.Type != DataType.Int32) || !(output.Type.IsCode() || sums))
            return $"an 8-bit input wants 8-bit weights, Int32 bias and an 8-bit or Int32 result, got {x.Type}, {w.Type}, {bias?.Type.ToString() ?? "none"} and {output.Type}";
        if (x.Quant is not { Axis: -1 } || w.Quant is null || (!sums && output.Quant is not { Axis: -1 }))
            return "an integer layer wants one scale for input and result and scales for the weights";
        if (sums && Activation != ActivationKind.None)
            return $"has no {Activation} of sums";
        return w.Quant.Axis == ChannelAxis || w.Quant.Scales.Length == 1 ? null : $"weights want scales along axis {ChannelAxis}, got axis {w.Quant.Axis}";
    }

    /// <summary>Checks the bias, if there is one, against the output channels.</summary>
    protected void CheckBias(IReadOnlyList<TensorInfo> inputs, int channels)
    {
        if (inputs.Count > 2 && inputs[2].Shape != new Shape(channels))
            throw Error($"bias expects shape [{channels}], got {inputs[2].Shape}. Weights {inputs[1].Shape}.");
    }
}
