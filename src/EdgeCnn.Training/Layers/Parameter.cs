using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>Values that training changes.</summary>
public sealed class Parameter(string name, Shape shape)
{
    private float[][] lanes = [];

    /// <summary>Layer and role, for example <c>conv1.weight</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Sizes; convolution weights are OHWI, depthwise weights HWC, dense weights [outputs, inputs].</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The values.</summary>
    public float[] Value { get; } = new float[shape.Elements];

    /// <summary>dLoss/dValue of the last batch.</summary>
    public float[] Gradient { get; } = new float[shape.Elements];

    /// <summary>Penalties on the values.</summary>
    public Penalty Penalty { get; init; }

    /// <summary>False for values that keep what they are.</summary>
    public bool IsTrainable { get; set; } = true;

    /// <summary>The learning rate is multiplied by this.</summary>
    public float RateScale { get; set; } = 1;

    /// <summary>Blocks of the values, each [N, K], for which lanes hold [K, N], as the kernels for weight gradients give them; 0 if lanes are as the values.</summary>
    internal int TransposedBlocks { get; init; }

    /// <summary>True if the gradient is computed over the whole batch at once, without lanes.</summary>
    internal bool IsWhole { get; init; }

    /// <summary>The gradient's share of one lane of the batch; added to by its layer.</summary>
    internal float[] Lane(int lane) => lanes[lane];

    /// <summary>Has memory for a number of lanes.</summary>
    internal void Reserve(int count)
    {
        if (!IsWhole && lanes.Length != count)
            lanes = [.. Enumerable.Range(0, count).Select(_ => new float[Value.Length])];
    }

    /// <summary>The gradient as the sum of the lanes, always in their order.</summary>
    internal void Reduce()
    {
        if (IsWhole)
            return;
        Span<float> sum = lanes[0];
        foreach (float[] lane in lanes.AsSpan(1))
            Kernels.Elementwise.AddF32.Run(sum, lane, float.NegativeInfinity, float.PositiveInfinity, sum);
        if (TransposedBlocks == 0)
            sum.CopyTo(Gradient);
        int length = sum.Length / Math.Max(1, TransposedBlocks);
        for (int block = 0; block < TransposedBlocks; block++)
            Transpose(sum.Slice(block * length, length), Shape[0] / TransposedBlocks, Gradient.AsSpan(block * length, length));
    }

    private static void Transpose(ReadOnlySpan<float> from, int n, Span<float> to)
    {
        int k = from.Length / n;
        for (int row = 0; row < n; row++)
        {
            Span<float> line = to.Slice(row * k, k);
            for (int i = 0, at = row; i < line.Length; i++, at += n)
                line[i] = from[at];
        }
    }
}
