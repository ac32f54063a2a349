using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>The transforms of a Winograd convolution on codes, in whole numbers: 16 channels a step.</summary>
internal unsafe interface IWinogradInt8MicroKernel
{
    /// <summary>Name, sizes and costs.</summary>
    static abstract WinogradInt8Format Format { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The rows of the weights' transform, scaled to whole numbers; the sums of their sizes, multiplied by each other and 128, fit 16 bits. // [Size, 3]</summary>
    static abstract ReadOnlySpan<sbyte> WeightRows { get; }

    /// <summary>Brings a tile's inputs to its points.</summary>
    /// <param name="input">The tile's first code. // [Size, Size, C] in an image</param>
    /// <param name="nextRow">Codes from one row of the image to the next.</param>
    /// <param name="channels">C, a multiple of 16.</param>
    /// <param name="points">Receives the points. // [Size·Size, C], <paramref name="nextPoint"/> apart</param>
    /// <param name="nextPoint">Elements from one point to the next.</param>
    static abstract void Input(byte* input, nint nextRow, nint channels, short* points, nint nextPoint);

    /// <summary>Brings a tile's points to its outputs, and these to codes.</summary>
    /// <param name="points">Sums at the points. // [Size·Size, columns], <paramref name="nextPoint"/> apart</param>
    /// <param name="nextPoint">Elements from one point to the next.</param>
    /// <param name="columns">Output channels, a multiple of 16.</param>
    /// <param name="to">Where the codes go; its stride is that of output pixels.</param>
    /// <param name="part">Which of the tile's outputs there are.</param>
    static abstract void Output(int* points, nint nextPoint, nint columns, in CodesTile to, in TilePart part);
}

/// <summary>The upper left part of a tile that lies in the output.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="NextRow">Codes from one row of the output to the next.</param>
internal readonly record struct TilePart(int Rows, int Columns, nint NextRow);

/// <summary>What the driver and the planner must know of a transform.</summary>
/// <param name="Name">First part of the kernel's name.</param>
/// <param name="Outputs">Outputs along each side of a tile.</param>
/// <param name="MaxChannels">With more the outputs, multiplied by the transform's denominator, may leave 32 bits.</param>
/// <param name="InputCycles">Cycles of a tile's inputs for 16 channels.</param>
/// <param name="OutputCycles">Cycles of a tile's outputs for 16 channels.</param>
internal sealed record WinogradInt8Format(string Name, int Outputs, int MaxChannels, double InputCycles, double OutputCycles)
{
    /// <summary>Inputs along each side of a tile.</summary>
    public int Size => Outputs + 2;

    /// <summary>Points of a tile.</summary>
    public int Points => Size * Size;
}
