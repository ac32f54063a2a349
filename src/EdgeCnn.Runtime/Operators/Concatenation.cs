using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Channels side by side; codes of another scale go through a table.</summary>
internal sealed class Concatenation : IOperator
{
    private readonly byte[]?[] tables; // one for each input, null where codes stay
    private readonly int[] rowBytes; // of each input
    private readonly int rows;
    private readonly int outputRowBytes;

    public Concatenation(NetworkGraph graph, ConcatNode node)
    {
        TensorInfo output = graph.Tensor(node.Output);
        var inputs = graph.InputsOf(node);
        tables = [.. inputs.Select(input => Table(input, output))];
        rowBytes = [.. inputs.Select(input => input.Shape[-1] * input.Type.SizeBytes())];
        outputRowBytes = output.Shape[-1] * output.Type.SizeBytes();
        rows = output.Shape.Elements / output.Shape[-1];
    }

    public string Kernel => tables.Any(table => table is not null) ? "concat-lookup" : "concat";

    public long WeightBytes => tables.Sum(table => table?.Length ?? 0);

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        int offset = 0;
        for (int i = 0; i < rowBytes.Length; offset += rowBytes[i], i++)
        {
            ReadOnlySpan<byte> input = memory.Input(i);
            for (int row = 0; row < rows; row++)
            {
                var from = input.Slice(row * rowBytes[i], rowBytes[i]);
                Span<byte> to = memory.Output.Slice((row * outputRowBytes) + offset, rowBytes[i]);
                if (tables[i] is not { } table)
                {
                    from.CopyTo(to);
                    continue;
                }

                for (int c = 0; c < from.Length; c++)
                    to[c] = table[from[c]];
            }
        }
    }

    // q = clamp(round((s_x·(i − z_x)) / s_y) + z_y) for every code i.
    private static byte[]? Table(TensorInfo x, TensorInfo y)
    {
        if (!x.Type.IsCode() || (x.Quant!.Scale == y.Quant!.Scale && x.Quant.ZeroPoint == y.Quant.ZeroPoint))
            return null;
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            int code = x.Type == DataType.UInt8 ? i : (sbyte)i;
            table[i] = (byte)QuantParams.Quantize(QuantParams.Dequantize(code, x.Quant.Scale, x.Quant.ZeroPoint), y.Quant.Scale, y.Quant.ZeroPoint, y.Type);
        }

        return table;
    }
}
