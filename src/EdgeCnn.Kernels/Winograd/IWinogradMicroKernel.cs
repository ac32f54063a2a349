using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Winograd;

/// <summary>The transforms of Winograd's convolution for one tile, channels side by side in the lanes.</summary>
/// <remarks>
/// A tile is Outputs x Outputs outputs and the Size x Size inputs under them, Size = Outputs + 2. Both
/// become Size² points; at each point a product of a vector of channels and a matrix of weights stands for the convolution.
/// </remarks>
internal unsafe interface IWinogradMicroKernel
{
    /// <summary>Name, tile and cost.</summary>
    static abstract WinogradFormat Format { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The points of a tile of the input: Bᵀ·d·B for each channel.</summary>
    static abstract void Input(in WinogradPatch patch);

    /// <summary>The outputs of a tile: clamp(Aᵀ·m·A + bias + residual) for each channel.</summary>
    static abstract void Output(in WinogradTile tile);
}

/// <summary>The micro-kernels as pointers, so that one compiled driver serves all of them.</summary>
internal readonly unsafe struct WinogradCode(delegate*<in WinogradPatch, void> input, delegate*<in WinogradTile, void> output, delegate*<float**, nint, nint, float*, in F32Tile, void> multiply)
{
    /// <summary><see cref="IWinogradMicroKernel.Input"/></summary>
    public readonly delegate*<in WinogradPatch, void> Input = input;

    /// <summary><see cref="IWinogradMicroKernel.Output"/></summary>
    public readonly delegate*<in WinogradTile, void> Output = output;

    /// <summary><see cref="IGemmF32MicroKernel.Run"/></summary>
    public readonly delegate*<float**, nint, nint, float*, in F32Tile, void> Multiply = multiply;
}

/// <summary>A tile's inputs and where their points go.</summary>
internal readonly unsafe struct WinogradPatch(float* input, nint row, nint column, nint channels, float* points, nint step, float* line)
{
    /// <summary>The first input.</summary>
    public readonly float* Input = input;

    /// <summary>Elements from an input to the one below.</summary>
    public readonly nint Row = row;

    /// <summary>Elements from an input to the one to the right.</summary>
    public readonly nint Column = column;

    /// <summary>Channels, a positive multiple of the lanes.</summary>
    public readonly nint Channels = channels;

    /// <summary>The first point.</summary>
    public readonly float* Points = points;

    /// <summary>Elements from a point to the next.</summary>
    public readonly nint Step = step;

    /// <summary>Room for Size² registers.</summary>
    public readonly float* Line = line;
}

/// <summary>A tile's points behind the products and where its outputs go.</summary>
internal readonly unsafe struct WinogradTile(float* points, nint step, nint channels, F32Store to, float* line)
{
    /// <summary>The first point.</summary>
    public readonly float* Points = points;

    /// <summary>Elements from a point to the next.</summary>
    public readonly nint Step = step;

    /// <summary>Channels, a positive multiple of the lanes.</summary>
    public readonly nint Channels = channels;

    /// <summary>Where the outputs go and how.</summary>
    public readonly F32Store To = to;

    /// <summary>Room for Size² registers.</summary>
    public readonly float* Line = line;
}

/// <summary>Where a tile's outputs go.</summary>
internal readonly unsafe struct F32Store(float* output, nint row, nint column, float* bias, float* residual, float minimum, float maximum)
{
    /// <summary>The first output.</summary>
    public readonly float* Output = output;

    /// <summary>Elements from an output to the one below; of the residual too.</summary>
    public readonly nint Row = row;

    /// <summary>Elements from an output to the one to the right.</summary>
    public readonly nint Column = column;

    /// <summary>Added to each output; never null.</summary>
    public readonly float* Bias = bias;

    /// <summary>Added behind the bias, or null; may be the output itself.</summary>
    public readonly float* Residual = residual;

    /// <summary>Lower bound.</summary>
    public readonly float Minimum = minimum;

    /// <summary>Upper bound.</summary>
    public readonly float Maximum = maximum;
}
