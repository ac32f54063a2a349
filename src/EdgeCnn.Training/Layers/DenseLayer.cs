using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers;

/// <summary>Fully connected layer.</summary>
/// <remarks>
/// Shapes: x [K], weights [N, K], y [N]. y = x·Wᵀ + b, dW = dyᵀ·x, dx = dy·W, db = Σ dy. Rows of dW are independent, so
/// they are split over blocks of outputs and need no sum over slices.
/// </remarks>
public sealed class DenseLayer(string name, int units) : Layer(name)
{
    private const int OutputBlock = 16;
    private static readonly GemmF32Kernel Gemm = KernelSets.Best.GemmF32;
    private Parameter weight = null!;
    private Parameter bias = null!;
    private float[] packedForward = []; // W for y = x·Wᵀ
    private float[] packedBackward = []; // W for dx = dy·W
    private float[] packedInput = []; // x for dW = dyᵀ·x
    private float[] transposed = []; // dyᵀ
    private byte[][] scratch = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [weight, bias];

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)units * Input.Elements;

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> x, Memory<float> y, int batch, Slices slices)
    {
        int k = Input.Elements;
        GemmPacking.PackRows<float>(weight.Value, units, k, Gemm.Format, packedForward);
        Reserve(batch);
        slices.OverImages(batch, (slice, first, count) => Gemm.Run(new LinearF32Args
        {
            Input = x.Span.Slice(first * k, count * k),
            Grid = PatchGrid.Matrix(count, k),
            PackedWeights = packedForward,
            Bias = bias.Value,
            Output = y.Span.Slice(first * units, count * units),
            N = units,
            Scratch = scratch[slice],
        }));
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, ReadOnlyMemory<float> dy, Memory<float> dx, int batch, Slices slices)
    {
        int k = Input.Elements;
        GemmPacking.PackColumns(x.Span, k, batch, Gemm.Format, packedInput);
        Patches.Transpose(dy.Span, batch, units, transposed);
        slices.OverRange(units, OutputBlock, (block, first, count) =>
        {
            Gemm.Run(new LinearF32Args
            {
                Input = transposed.AsSpan(first * batch, count * batch),
                Grid = PatchGrid.Matrix(count, batch),
                PackedWeights = packedInput,
                Output = weight.Gradient.AsSpan(first * k, count * k),
                N = k,
                Scratch = scratch[block],
            });
            for (int unit = first; unit < first + count; unit++)
            {
                float sum = 0;
                foreach (float d in transposed.AsSpan(unit * batch, batch))
                    sum += d;
                bias.Gradient[unit] = sum;
            }
        });
        if (dx.IsEmpty)
            return;
        GemmPacking.PackColumns<float>(weight.Value, k, units, Gemm.Format, packedBackward);
        slices.OverImages(batch, (slice, first, count) => Gemm.Run(new LinearF32Args
        {
            Input = dy.Span.Slice(first * units, count * units),
            Grid = PatchGrid.Matrix(count, units),
            PackedWeights = packedBackward,
            Output = dx.Span.Slice(first * k, count * k),
            N = k,
            Scratch = scratch[slice],
        }));
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(Shape input, SeededRandom random)
    {
        if (input.Rank != 1)
            throw Error($"expects a flat input [K], got {input}. Put a FlattenLayer before it.");
        weight = new Parameter($"{Name}.weight", new Shape(units, input[0]));
        bias = new Parameter($"{Name}.bias", new Shape(units));
        weight.InitializeHe(random, input[0]);
        packedForward = new float[Gemm.Format.PackedElements(units, input[0])];
        packedBackward = new float[Gemm.Format.PackedElements(input[0], units)];
        return new Shape(units);
    }

    private void Reserve(int batch)
    {
        int count = Math.Max(Slices.Count(batch), (units + OutputBlock - 1) / OutputBlock);
        int packed = Gemm.Format.PackedElements(Input.Elements, batch);
        if (packedInput.Length < packed)
            packedInput = new float[packed];
        if (transposed.Length < batch * units)
            transposed = new float[batch * units];
        int bytes = Gemm.Format.ScratchBytes(Math.Max(Input.Elements, Math.Max(batch, units)));
        if (scratch.Length < count || scratch[0].Length < bytes)
            scratch = [.. Enumerable.Range(0, count).Select(_ => new byte[bytes])];
    }
}
