using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers;

/// <summary>Two-dimensional convolution with bias.</summary>
/// <remarks>
/// Shapes: x [H, W, C], weights [OC, KH, KW, C], y [OH, OW, OC]. With P the [OH·OW, KH·KW·C] matrix of patches of x:
/// y = P·Wᵀ + b, dW = dyᵀ·P, dP = dy·W, db = Σ dy, and dx gathers each dP where its patch was taken.
/// </remarks>
public sealed class Conv2dLayer(string name, int channels, int kernel, Window window) : Layer(name)
{
    private static readonly GemmF32Kernel Gemm = KernelSets.Best.GemmF32;
    private Parameter weight = null!;
    private Parameter bias = null!;
    private PatchGrid grid;
    private float[] packedForward = []; // W for y = P·Wᵀ
    private float[] packedBackward = []; // W for dP = dy·W
    private SliceMemory[] memory = [];

    /// <summary>How the window moves.</summary>
    public Window Window { get; } = window;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [weight, bias];

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)Output.Elements * grid.K;

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> x, Memory<float> y, int batch, Slices slices)
    {
        GemmPacking.PackRows<float>(weight.Value, channels, grid.K, Gemm.Format, packedForward);
        Reserve(batch);
        slices.OverImages(batch, (slice, first, count) =>
        {
            for (int image = first; image < first + count; image++)
            {
                Gemm.Run(new LinearF32Args
                {
                    Input = x.Span.Slice(image * Input.Elements, Input.Elements),
                    Grid = grid,
                    PackedWeights = packedForward,
                    Bias = bias.Value,
                    Output = y.Span.Slice(image * Output.Elements, Output.Elements),
                    N = channels,
                    Scratch = memory[slice].Scratch,
                });
            }
        });
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, ReadOnlyMemory<float> dy, Memory<float> dx, int batch, Slices slices)
    {
        GemmPacking.PackColumns<float>(weight.Value, grid.K, channels, Gemm.Format, packedBackward);
        slices.OverImages(batch, (slice, first, count) =>
        {
            SliceMemory own = memory[slice];
            Array.Clear(own.WeightGradient);
            Array.Clear(own.BiasGradient);
            for (int image = first; image < first + count; image++)
            {
                var dyImage = dy.Span.Slice(image * Output.Elements, Output.Elements);
                WeightGradient(own, x.Span.Slice(image * Input.Elements, Input.Elements), dyImage);
                if (!dx.IsEmpty)
                    InputGradient(own, dyImage, dx.Span.Slice(image * Input.Elements, Input.Elements));
            }
        });
        Sum(weight.Gradient, own => own.WeightGradient, Slices.Count(batch), slices);
        Sum(bias.Gradient, own => own.BiasGradient, Slices.Count(batch), slices);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(Shape input, SeededRandom random)
    {
        if (input.Rank != 3)
            throw Error($"expects an input [H,W,C], got {input}.");
        var output = new Shape(Window.OutputHeight(Name, input[0], kernel), Window.OutputWidth(Name, input[1], kernel), channels);
        grid = new PatchGrid
        {
            H = input[0],
            W = input[1],
            C = input[2],
            KH = kernel,
            KW = kernel,
            OH = output[0],
            OW = output[1],
            StrideH = Window.StrideH,
            StrideW = Window.StrideW,
            PadTop = Window.PadTop,
            PadLeft = Window.PadLeft,
            DilationH = Window.DilationH,
            DilationW = Window.DilationW,
        };
        weight = new Parameter($"{Name}.weight", new Shape(channels, kernel, kernel, input[2]));
        bias = new Parameter($"{Name}.bias", new Shape(channels));
        weight.InitializeHe(random, grid.K);
        packedForward = new float[Gemm.Format.PackedElements(channels, grid.K)];
        packedBackward = new float[Gemm.Format.PackedElements(grid.K, channels)];
        return output;
    }

    private void WeightGradient(SliceMemory own, ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        Patches.Gather(x, grid, own.Patches);
        GemmPacking.PackColumns<float>(own.Patches, grid.K, grid.M, Gemm.Format, own.PackedPatches);
        Patches.Transpose(dy, grid.M, channels, own.Transposed);
        Gemm.Run(new LinearF32Args
        {
            Input = own.Transposed,
            Grid = PatchGrid.Matrix(channels, grid.M),
            PackedWeights = own.PackedPatches,
            Output = own.WeightGradient,
            N = grid.K,
            Residual = own.WeightGradient,
            Scratch = own.Scratch,
        });
        for (int c = 0; c < channels; c++)
        {
            float sum = 0;
            foreach (float d in own.Transposed.AsSpan(c * grid.M, grid.M))
                sum += d;
            own.BiasGradient[c] += sum;
        }
    }

    private void InputGradient(SliceMemory own, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Gemm.Run(new LinearF32Args
        {
            Input = dy,
            Grid = PatchGrid.Matrix(grid.M, channels),
            PackedWeights = packedBackward,
            Output = own.Patches,
            N = grid.K,
            Scratch = own.Scratch,
        });
        dx.Clear();
        Patches.ScatterAdd(own.Patches, grid, dx);
    }

    private void Sum(float[] gradient, Func<SliceMemory, float[]> part, int count, Slices slices) =>
        slices.OverRange(gradient.Length, 4096, (_, first, length) =>
        {
            var sum = gradient.AsSpan(first, length);
            part(memory[0]).AsSpan(first, length).CopyTo(sum);
            for (int slice = 1; slice < count; slice++)
            {
                var add = part(memory[slice]).AsSpan(first, length);
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += add[i];
            }
        });

    private void Reserve(int batch)
    {
        if (memory.Length < Slices.Count(batch))
            memory = [.. Enumerable.Range(0, Slices.Count(batch)).Select(_ => new SliceMemory(grid, channels))];
    }

    private sealed class SliceMemory(PatchGrid grid, int channels)
    {
        public readonly float[] WeightGradient = new float[channels * grid.K];
        public readonly float[] BiasGradient = new float[channels];
        public readonly float[] Patches = new float[grid.M * grid.K];
        public readonly float[] PackedPatches = new float[Gemm.Format.PackedElements(grid.K, grid.M)];
        public readonly float[] Transposed = new float[channels * grid.M];
        public readonly byte[] Scratch = new byte[Math.Max(Gemm.Format.ScratchBytes(grid), Gemm.Format.ScratchBytes(Math.Max(grid.M, channels)))];
    }
}
