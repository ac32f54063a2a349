using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Tensors side by side along an axis; codes of another scale go through a table.</summary>
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
        tables = [.. inputs.Select(input => Keeps(input, output) ? null : CodeTable.Of(input, output))];
        // A row is everything from the axis on.
        int axis = node.Axis < 0 ? node.Axis + output.Shape.Rank : node.Axis;
        rows = new Shape([.. output.Shape.Dims[..axis]]).Elements;
        rowBytes = [.. inputs.Select(input => input.SizeBytes / rows)];
        outputRowBytes = output.SizeBytes / rows;
    }

    public string Kernel => tables.Any(table => table is not null) ? "concat-lookup" : "concat";

    public long WeightBytes => tables.Sum(table => table?.Length ?? 0);

    public int ScratchBytes => 0;

    public double SharedCycles => rows * ((0.2 * outputRowBytes) + (20 * rowBytes.Length));

    public void Run(StepMemory memory)
    {
        var (firstRow, endRow) = memory.Part.Of(rows);
        int offset = 0;
        for (int i = 0; i < rowBytes.Length; offset += rowBytes[i], i++)
        {
            ReadOnlySpan<byte> input = memory.Input(i);
            for (int row = firstRow; row < endRow; row++)
            {
                var from = input.Slice(row * rowBytes[i], rowBytes[i]);
                Span<byte> to = memory.Output.Slice((row * outputRowBytes) + offset, rowBytes[i]);
                if (tables[i] is { } table)
                    CodeLookup.Run(from, table, to);
                else
                    from.CopyTo(to);
            }
        }
    }

    private static bool Keeps(TensorInfo x, TensorInfo y) =>
        x.Quant is null || y.Quant is null || (x.Type == y.Type && x.Quant.Scale == y.Quant.Scale && x.Quant.ZeroPoint == y.Quant.ZeroPoint);
}
