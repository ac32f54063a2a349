using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Operators;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>A node run alone, without session and plan: inputs of any type, in memory that holds garbage wherever nothing is written; and over each input where it may.</summary>
internal static class OneNode
{
    /// <summary>An input of a node; constants are given at plan time too.</summary>
    public sealed record Given(string Name, DataType Type, int[] Shape, byte[] Bytes, QuantParams? Quant, bool IsConstant)
    {
        public static Given Of<T>(string name, int[] shape, T[] values, QuantParams? quant = null, bool constant = false, bool truth = false)
            where T : unmanaged => new(name, truth ? DataType.Bool : TypeOf<T>(), shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), quant, constant);
    }

    public static Given Of<T>(this ReferenceTensor<T> tensor, string name, bool constant = false, bool truth = false)
        where T : unmanaged => Given.Of(name, tensor.Shape, tensor.Values, null, constant, truth);

    /// <summary>Runs a node whose inputs have the given names and whose result is called y.</summary>
    public static T[] Run<T>(Node node, ReadOnlySpan<Given> inputs, QuantParams? quant = null, bool truth = false)
        where T : unmanaged
    {
        var builder = new NetworkGraphBuilder("one");
        foreach (Given input in inputs)
        {
            var info = new TensorInfo(input.Name, input.Type, new Shape(input.Shape), input.Quant);
            if (input.IsConstant)
                builder.AddConstant(info, input.Bytes);
            else
                builder.AddInput(info);
        }

        builder.Add(node, truth ? DataType.Bool : TypeOf<T>(), quant);
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build();
        IOperator op = OperatorTable.Bind(graph, new PlanNode(node, null), KernelSets.Best);

        int end = 0;
        var places = new List<PlanTensor>();
        foreach (string name in node.Inputs.Append("y"))
        {
            TensorInfo info = graph.Tensor(name);
            places.Add(new PlanTensor(info, end, info.SizeBytes) { Origin = name });
            end += (info.SizeBytes + 63) / 64 * 64;
        }

        byte[] arena = new byte[end], scratch = new byte[op.ScratchBytes];
        Array.Fill(arena, (byte)0xA5);
        Array.Fill(scratch, (byte)0xA5);
        for (int i = 0; i < node.Inputs.Length; i++)
            inputs.ToArray().Single(input => input.Name == node.Inputs[i]).Bytes.CopyTo(arena, places[i].Offset);
        // Twice, so that state left from a run shows.
        for (int run = 0; run < 2; run++)
        {
            arena.AsSpan(places[^1].Offset, places[^1].Bytes).Fill(0xA5);
            op.Run(new StepMemory(arena, [.. places.SkipLast(1)], places[^1], scratch, EdgeCnn.Kernels.WorkPart.Whole));
        }

        byte[] result = arena.AsSpan(places[^1].Offset, places[^1].Bytes).ToArray();
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            if (op.CanRunInPlace(i) && places[i].Bytes == result.Length)
                CheckInPlace(op, arena, places, i, result);
        }

        return MemoryMarshal.Cast<byte, T>(result).ToArray();
    }

    // What an operator says of writing over an input must hold wherever it is run.
    private static void CheckInPlace(IOperator op, byte[] arena, List<PlanTensor> places, int input, byte[] expected)
    {
        PlanTensor target = places[^1] with { Offset = places[input].Offset };
        byte[] copy = [.. arena];
        op.Run(new StepMemory(copy, [.. places.SkipLast(1)], target, new byte[op.ScratchBytes], EdgeCnn.Kernels.WorkPart.Whole));
        Assert.True(copy.AsSpan(target.Offset, target.Bytes).SequenceEqual(expected), $"{op.Kernel} gives another result where input {input} lies.");
    }

    private static DataType TypeOf<T>() => default(T) switch
    {
        float => DataType.Float32,
        int => DataType.Int32,
        long => DataType.Int64,
        sbyte => DataType.Int8,
        byte => DataType.UInt8,
        var other => throw new NotSupportedException($"no tensor of {other?.GetType()}"),
    };
}
