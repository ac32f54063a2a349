using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>Forward and both derivatives of one group of a convolution, for one picture.</summary>
internal sealed class GroupConvolution
{
    private readonly PatchGrid grid;
    private readonly int n;
    private readonly ForwardConvolution forward;
    private readonly InputGradient? inputGradient;
    private readonly ScatteredInputGradient? scattered;
    private readonly WeightGradientKernel weightGradient;

    /// <summary>Chooses the kernels.</summary>
    /// <param name="kernels">Those to choose from.</param>
    /// <param name="grid">The patches of the group's channels.</param>
    /// <param name="n">The group's output channels.</param>
    public GroupConvolution(KernelSet kernels, PatchGrid grid, int n)
    {
        this.grid = grid;
        this.n = n;
        forward = new ForwardConvolution(kernels, grid, n);
        inputGradient = InputGradient.Accepts(grid) ? new InputGradient(kernels, grid, n) : null;
        scattered = inputGradient is null ? new ScatteredInputGradient(kernels, grid, n) : null;
        weightGradient = kernels.WeightGradients.Where(candidate => candidate.IsSupported).MinBy(candidate => candidate.Cost(grid, n))!;
    }

    public int ScratchFloats => Math.Max(Math.Max(forward.ScratchFloats, weightGradient.ScratchFloats(grid, n)), inputGradient?.ScratchFloats ?? scattered!.ScratchFloats);

    /// <summary>Takes changed weights.</summary>
    /// <param name="weights">[n, KH, KW, C]</param>
    /// <param name="training">True if derivatives will be asked for.</param>
    public void Pack(ReadOnlySpan<float> weights, bool training)
    {
        forward.Pack(weights);
        if (!training)
            return;
        inputGradient?.Pack(weights);
        scattered?.Pack(weights);
    }

    public void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> bias, (float Low, float High) bounds, Span<float> y, Span<float> scratch) =>
        forward.Run(x, bias, bounds, y, scratch);

    /// <summary>Replaces dx.</summary>
    public void InputGradientOf(ReadOnlySpan<float> dy, Span<float> dx, Span<float> scratch)
    {
        if (inputGradient is not null)
            inputGradient.Run(dy, dx, scratch);
        else
            scattered!.Run(dy, dx, scratch);
    }

    /// <summary>Adds to the weights' sums.</summary>
    /// <param name="x">[H, W, C]</param>
    /// <param name="dy">[OH, OW, n]</param>
    /// <param name="sum">[KH, KW, C, n]</param>
    /// <param name="scratch">Working memory.</param>
    public void AddWeightGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> sum, Span<float> scratch) => weightGradient.Run(new WeightGradientArgs
    {
        Input = x,
        Grid = grid,
        OutputGradient = dy,
        N = n,
        Sum = sum,
        Scratch = scratch,
    });
}
