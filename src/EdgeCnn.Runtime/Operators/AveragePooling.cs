using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Pooling;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The mean of each window, float or on codes.</summary>
internal sealed class AveragePooling : IOperator
{
    private readonly DataType type;
    private readonly int images;
    private readonly PatchGrid grid;
    private readonly int[] counts; // [OH, OW]
    private readonly AverageQuantization quant;

    public AveragePooling(NetworkGraph graph, AveragePoolNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), y = graph.Tensor(node.Output);
        type = x.Type;
        images = x.Shape[0];
        grid = LinearGeometry.GridOf(node.Window, x.Shape, node.KernelH, node.KernelW, y.Shape);
        int[] rows = Counts(grid.OH, grid.StrideH, grid.PadTop, grid.KH, grid.DilationH, grid.H, node.CountIncludePad ? node.Window.PadBottom - node.CeilH : null);
        int[] columns = Counts(grid.OW, grid.StrideW, grid.PadLeft, grid.KW, grid.DilationW, grid.W, node.CountIncludePad ? node.Window.PadRight - node.CeilW : null);
        counts = [.. rows.SelectMany(row => columns.Select(column => row * column))];
        if (!type.IsCode())
            return;
        quant = new AverageQuantization(x.Quant!.Scale, x.Quant.ZeroPoint, y.Quant!.Scale, y.Quant.ZeroPoint, y.Quant.CodeOffset);
        // The rule for codes counts every tap then, those too that rounding the output size up has added.
        if (node.CountIncludePad)
            Array.Fill(counts, grid.KH * grid.KW);
    }

    public string Kernel => type == DataType.Float32 ? "f32-average-pool" : "int8-average-pool";

    public long WeightBytes => 4L * counts.Length;

    public int ScratchBytes => 4 * grid.C;

    public double SharedCycles => (double)images * grid.M * grid.C * grid.KH * grid.KW;

    public void Run(StepMemory memory)
    {
        int inputBytes = grid.InputLength * type.SizeBytes(), outputBytes = grid.M * grid.C * type.SizeBytes();
        for (int image = 0; image < images; image++)
        {
            var x = memory.Input(0).Slice(image * inputBytes, inputBytes);
            var y = memory.Output.Slice(image * outputBytes, outputBytes);
            if (type == DataType.Float32)
                AveragePool.Run(MemoryMarshal.Cast<byte, float>(x), grid, counts, memory.Part, MemoryMarshal.Cast<byte, float>(y));
            else
                AveragePool.Run(x, type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed, grid, counts, quant, memory.Part, MemoryMarshal.Cast<byte, float>(memory.Scratch)[..grid.C], y);
        }
    }

    // Taps that count for each position along one axis: inside the input, and inside the padding where that counts.
    private static int[] Counts(int positions, int stride, int padBefore, int kernel, int dilation, int size, int? padAfter)
    {
        int first = padAfter is null ? 0 : -padBefore, end = size + (padAfter ?? 0);
        return [.. Enumerable.Range(0, positions).Select(position => Enumerable.Range(0, kernel).Count(tap =>
            (position * stride) - padBefore + (tap * dilation) is var at && at >= first && at < end))];
    }
}
