using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A tensor at another size by weighted sums: one pass for each axis that changes, the last one first.</summary>
internal sealed class Interpolation : IOperator
{
    private readonly List<Pass> passes = [];
    private readonly int half; // elements of the larger intermediate

    public Interpolation(NetworkGraph graph, ResizeNode node)
    {
        Shape x = graph.Tensor(node.Inputs[0]).Shape;
        int[] sizes = [.. x.Dims];
        for (int axis = x.Rank - 1; axis >= 0; axis--)
        {
            if (ResizeAxisPlan.Stays(node, axis, x[axis]))
                continue;
            int before = sizes[axis], inner = new Shape(sizes.AsSpan(axis + 1)).Elements;
            sizes[axis] = node.Target[axis];
            passes.Add(new Pass(before, inner, ResizeTaps.Of(node, axis, before), new Shape(sizes).Elements));
        }

        half = passes.Count < 2 ? 0 : passes.SkipLast(1).Max(pass => pass.Elements);
        Kernel = $"f32-resize-{node.Mode.ToString().ToLowerInvariant()}";
    }

    public string Kernel { get; }

    public long WeightBytes => passes.Sum(pass => 4L * ((2 * pass.Taps.Weights.Length) + pass.Taps.Starts.Length));

    public int ScratchBytes => checked(2 * 4 * half);

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, float>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, float>(memory.Output);
        var scratch = MemoryMarshal.Cast<byte, float>(memory.Scratch);
        if (passes.Count == 0)
            x.CopyTo(y);
        for (int i = 0; i < passes.Count; i++)
        {
            Pass pass = passes[i];
            Span<float> to = i == passes.Count - 1 ? y : scratch.Slice(i % 2 * half, pass.Elements);
            ResampleAxis.Run(x, pass.Size, pass.Inner, pass.Taps, to);
            x = to;
        }
    }

    // Size of the axis before, elements behind it, taps, elements of the whole result.
    private sealed record Pass(int Size, int Inner, TapTable Taps, int Elements);
}
