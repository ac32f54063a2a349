using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;

namespace EdgeCnn.Onnx.Import;

/// <summary>
/// Turns one ONNX node into nodes of ours: gives its inputs, names what is added, computes at once what depends on constants
/// alone, and binds its results.
/// </summary>
internal sealed class Emitter(GraphReader reader, OnnxNode node)
{
    private readonly int first = reader.Builder.NodeCount;
    private readonly HashSet<string> added = [];

    /// <summary>The ONNX node.</summary>
    public OnnxNode Node { get; } = node;

    /// <summary>Lists of tensors by name.</summary>
    public GraphReader Reader { get; } = reader;

    /// <summary>An input as a tensor.</summary>
    public TensorInfo Input(int index) => Reader.Tensor(Node, Node.Input(index));

    /// <summary>Every input as a tensor.</summary>
    /// <exception cref="UnsupportedOperatorException">There is none.</exception>
    public TensorInfo[] Inputs() => Node.Inputs.Count > 0 ? [.. Enumerable.Range(0, Node.Inputs.Count).Select(Input)] : throw Node.Unsupported("it has no input.");

    /// <summary>The values of an input that must be known when the model is loaded.</summary>
    public OnnxTensor Constant(int index) => Reader.Constant(Node, Node.Input(index));

    /// <summary>An input as a constant tensor, for weights; dequantized ones stay so.</summary>
    public TensorInfo Weights(int index)
    {
        TensorInfo info = Input(index);
        if (Reader.Builder.Constant(info.Name) is not null || CodesOf(info) is not null)
            return info;
        OnnxTensor value = Constant(index);
        return Constant(value.Type, value.Shape, value.Data);
    }

    /// <summary>The integers of an input that must be known when the model is loaded.</summary>
    public long[] Integers(int index) => Constant(index).Integers();

    /// <summary>The one real number of an input that must be known when the model is loaded.</summary>
    public float Scalar(int index) => Constant(index) is { Type: DataType.Float32, Data.Length: 4 } constant
        ? constant.Values<float>()[0]
        : throw Node.Unsupported($"input {index} must be one Float32, got {Constant(index).Type}{Constant(index).Shape}.");

    /// <summary>A new constant.</summary>
    public TensorInfo Constant<T>(Shape shape, params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        DataType type = typeof(T) == typeof(float) ? DataType.Float32 : typeof(T) == typeof(long) ? DataType.Int64 : typeof(T) == typeof(int) ? DataType.Int32
            : typeof(T) == typeof(sbyte) ? DataType.Int8 : typeof(T) == typeof(bool) ? DataType.Bool : DataType.UInt8;
        return Constant(type, shape, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>A new constant whose bytes are there already.</summary>
    public TensorInfo Constant(DataType type, Shape shape, ReadOnlyMemory<byte> values, QuantParams? quant = null) => shape.IsValid
        ? Reader.Builder.AddConstant(new TensorInfo(Reader.FreshName($"{Node.Name}.constant"), type, shape, quant), values)
        : throw Node.Unsupported($"a constant of shape {shape} is not supported.");

    /// <summary>Adds a node under a name of its own, or its value where that is known already.</summary>
    /// <param name="prototype">The node; its name and output are set here.</param>
    /// <param name="type">The result's type.</param>
    /// <param name="quant">What the result's codes mean.</param>
    public TensorInfo Add(Node prototype, DataType type, QuantParams? quant = null)
    {
        string output = Reader.FreshName($"{Node.Name}.{prototype.Op.ToLowerInvariant()}");
        Node named = prototype with { Name = output, Output = output };
        TensorInfo[] inputs = [.. named.Inputs.Select(Reader.Builder.Tensor)];
        ReadOnlyMemory<byte>?[] values = [.. named.Inputs.Select(Reader.Builder.Constant)];
        // A dequantized constant is left as it is: integer layers want the codes.
        if (prototype is not DequantizeLinearNode && values.All(value => value is not null))
        {
            var result = new TensorInfo(output, type, named.InferShape(inputs), quant);
            if (!result.Shape.IsValid)
                throw Node.Unsupported($"the result would have the shape {result.Shape}.");
            Reader.TakeRoom(Node, result.Shape.Elements * (long)type.SizeBytes());
            if (FoldConstants.Evaluate(named, inputs, [.. values.Select(value => value!.Value)], result) is { } folded)
                return Reader.Builder.AddConstant(result, folded);
        }

        added.Add(output);
        return Reader.Builder.Add(named, type, quant);
    }

    /// <summary>Binds a result to the node's output.</summary>
    public void Result(TensorInfo tensor, int output = 0)
    {
        // Nobody asks for an output that is left out.
        if (!Node.Gives(output))
            return;
        string name = Node.Outputs[output];
        // What this node has computed carries the name of the file from now on; what was there before keeps its own.
        if (added.Remove(tensor.Name) && !Reader.Builder.Has(name))
        {
            Reader.Builder.Rename(tensor.Name, name, Node.Name, first);
            Reader.Bind(Node, name, name);
        }
        else
        {
            Reader.Bind(Node, name, tensor.Name);
        }
    }

    /// <summary>The codes of a dequantized constant, or null for anything else.</summary>
    public TensorInfo? CodesOf(TensorInfo tensor) =>
        Reader.Builder.Producer(tensor.Name) is DequantizeLinearNode dequantize && Reader.Builder.Constant(dequantize.Inputs[0]) is not null
            ? Reader.Builder.Tensor(dequantize.Inputs[0])
            : null;

    /// <summary>The real numbers that codes stand for.</summary>
    public TensorInfo Dequantize(TensorInfo codes) => Add(new DequantizeLinearNode { Name = "", Inputs = [codes.Name], Output = "" }, DataType.Float32);
}
