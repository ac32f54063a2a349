using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>One float depthwise convolution: output[oy, ox, c] = clamp(bias[c] + Σ input[y, x, c]·weights[kh, kw, c]); taps outside count as 0.</summary>
public readonly ref struct DepthwiseF32Args
{
    /// <summary>The input.</summary>
    public required ReadOnlySpan<float> Input { get; init; } // [H, W, C]

    /// <summary>Where the windows lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>Weights as <see cref="DepthwiseF32Kernel.Pack"/> of the same kernel gave them.</summary>
    public required ReadOnlySpan<float> PackedWeights { get; init; }

    /// <summary>Where each sum starts.</summary>
    public required ReadOnlySpan<float> Bias { get; init; } // [C]

    /// <summary>Added behind the sum of products, before the bounds; or empty. Not the output itself.</summary>
    public ReadOnlySpan<float> Residual { get; init; } // [OH, OW, C]

    /// <summary>Lower bound of the result.</summary>
    public float Minimum { get; init; } = float.NegativeInfinity;

    /// <summary>Upper bound of the result.</summary>
    public float Maximum { get; init; } = float.PositiveInfinity;

    /// <summary>The result.</summary>
    public required Span<float> Output { get; init; } // [OH, OW, C]

    /// <summary>Working memory of at least <see cref="DepthwiseF32Kernel.ScratchBytes"/> bytes; parts that run at once need one each.</summary>
    public Span<byte> Scratch { get; init; }

    /// <summary>The share of the output to compute.</summary>
    public WorkPart Part { get; init; } = WorkPart.Whole;

    /// <summary>Creates arguments without bounds.</summary>
    public DepthwiseF32Args()
    {
    }

    /// <summary>Adds the residual to outputs that are stored without bounds, and bounds them.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="count">How many.</param>
    internal void AddResidual(int first, int count)
    {
        Span<float> stored = Output.Slice(first * Grid.C, count * Grid.C);
        AddF32.Run(stored, Residual.Slice(first * Grid.C, count * Grid.C), Minimum, Maximum, stored);
    }

    /// <summary>Throws unless every span is as long as its shape.</summary>
    /// <param name="packed">Elements of the packed weights.</param>
    /// <param name="scratch">Bytes of working memory.</param>
    internal void Check(int packed, int scratch)
    {
        Grid.Validate();
        if (!Residual.IsEmpty && Residual.Length < checked(Grid.M * Grid.C))
            throw new ArgumentException($"Depthwise {Grid} needs a residual of {(long)Grid.M * Grid.C} elements, got {Residual.Length}.");
        if (Input.Length < Grid.InputLength || PackedWeights.Length < packed || Bias.Length < Grid.C || Output.Length < checked(Grid.M * Grid.C) || Scratch.Length < scratch)
            throw new ArgumentException($"Depthwise {Grid} needs input {Grid.InputLength}, weights {packed}, bias {Grid.C}, output {(long)Grid.M * Grid.C}, scratch {scratch}; got {Input.Length}, {PackedWeights.Length}, {Bias.Length}, {Output.Length}, {Scratch.Length}.");
    }
}
