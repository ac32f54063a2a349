using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>One int8 depthwise convolution: the rule of Conv2d for each channel on its own; a tap outside reads the zero point.</summary>
public readonly ref struct DepthwiseInt8Args
{
    /// <summary>Activation codes.</summary>
    public required ReadOnlySpan<byte> Input { get; init; } // [H, W, C]

    /// <summary>Where the windows lie.</summary>
    public required PatchGrid Grid { get; init; }

    /// <summary>The input's zero point as a code.</summary>
    public required byte InputZeroPoint { get; init; }

    /// <summary>Weights as <see cref="DepthwiseInt8Kernel.Pack"/> of the same kernel gave them.</summary>
    public required ReadOnlySpan<sbyte> PackedWeights { get; init; }

    /// <summary>How sums become codes; the bias holds −z_x·Σ weights of all taps.</summary>
    public required RequantizeArgs Requantize { get; init; }

    /// <summary>What is added to the codes, by the rule of Add.</summary>
    public CodeSum Sum { get; init; }

    /// <summary>Output codes.</summary>
    public required Span<byte> Output { get; init; } // [OH, OW, C]

    /// <summary>Working memory of at least <see cref="DepthwiseInt8Kernel.ScratchBytes"/> bytes; parts that run at once need one each.</summary>
    public Span<byte> Scratch { get; init; }

    /// <summary>The share of the output to compute.</summary>
    public WorkPart Part { get; init; } = WorkPart.Whole;

    /// <summary>Creates arguments for the whole output.</summary>
    public DepthwiseInt8Args()
    {
    }

    /// <summary>Throws unless every span is as long as its shape.</summary>
    /// <param name="packed">Elements of the packed weights.</param>
    /// <param name="scratch">Bytes of working memory.</param>
    internal void Check(int packed, int scratch)
    {
        Grid.Validate();
        Sum.Check(checked(Grid.M * Grid.C), "Depthwise");
        int padded = RequantizeArgs.Padded(Grid.C);
        if (Input.Length < Grid.InputLength || PackedWeights.Length < packed || Requantize.Bias.Length < padded || Requantize.Multiplier.Length < padded || Output.Length < checked(Grid.M * Grid.C) || Scratch.Length < scratch)
            throw new ArgumentException($"Depthwise {Grid} needs input {Grid.InputLength}, weights {packed}, bias and multiplier {padded}, output {(long)Grid.M * Grid.C}, scratch {scratch}; got {Input.Length}, {PackedWeights.Length}, {Requantize.Bias.Length}, {Requantize.Multiplier.Length}, {Output.Length}, {Scratch.Length}.");
    }
}
