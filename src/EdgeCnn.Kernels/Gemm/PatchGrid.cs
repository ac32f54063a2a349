namespace EdgeCnn.Kernels.Gemm;

/// <summary>
/// Where a convolution's patches lie in an NHWC tensor: row m of the implicit matrix A is the patch under output pixel m,
/// in the order [KH, KW, C] (the order of OHWI weights), so that convolution is A·Bᵀ without an im2col buffer.
/// A plain row-major matrix is the grid of 1x1 patches, see <see cref="Matrix"/>.
/// </summary>
/// <remarks>Source: Chellapilla et al. 2006, "High Performance Convolutional Neural Networks for Document Processing", §3.</remarks>
public readonly record struct PatchGrid
{
    /// <summary>Height of the input.</summary>
    public required int H { get; init; }

    /// <summary>Width of the input.</summary>
    public required int W { get; init; }

    /// <summary>Channels of the input.</summary>
    public required int C { get; init; }

    /// <summary>Height of the kernel.</summary>
    public required int KH { get; init; }

    /// <summary>Width of the kernel.</summary>
    public required int KW { get; init; }

    /// <summary>Height of the output.</summary>
    public required int OH { get; init; }

    /// <summary>Width of the output.</summary>
    public required int OW { get; init; }

    /// <summary>Rows from one patch to the next one below.</summary>
    public int StrideH { get; init; } = 1;

    /// <summary>Columns from one patch to the next one to the right.</summary>
    public int StrideW { get; init; } = 1;

    /// <summary>Padding rows above the input.</summary>
    public int PadTop { get; init; }

    /// <summary>Padding columns left of the input.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows from one tap of a patch to the next one below.</summary>
    public int DilationH { get; init; } = 1;

    /// <summary>Columns from one tap of a patch to the next one to the right.</summary>
    public int DilationW { get; init; } = 1;

    /// <summary>Creates a grid; stride and dilation start at 1, padding at 0.</summary>
    public PatchGrid()
    {
    }

    /// <summary>Rows of the implicit matrix: output pixels.</summary>
    public int M => OH * OW;

    /// <summary>Columns of the implicit matrix: taps times channels.</summary>
    public int K => KH * KW * C;

    /// <summary>Elements of the input tensor.</summary>
    public int InputLength => H * W * C;

    /// <summary>True if row m of the implicit matrix is simply row m of the input, so that nothing needs gathering.</summary>
    public bool IsMatrix => KH == 1 && KW == 1 && StrideH == 1 && StrideW == 1 && PadTop == 0 && PadLeft == 0 && OH == H && OW == W;

    /// <summary>The grid of a row-major [rows, columns] matrix.</summary>
    public static PatchGrid Matrix(int rows, int columns) =>
        new() { H = rows, W = 1, C = columns, KH = 1, KW = 1, OH = rows, OW = 1 };

    /// <summary>True if no size is negative, kernel, stride and dilation are positive, and neither they nor the places of taps overflow 32 bits.</summary>
    public bool IsValid =>
        H >= 0 && W >= 0 && C >= 0 && KH > 0 && KW > 0 && OH >= 0 && OW >= 0 && StrideH > 0 && StrideW > 0 && DilationH > 0 && DilationW > 0 && PadTop >= 0 && PadLeft >= 0
        && Product(OH, OW, 1) + Product(KH, KW, C) + Product(H, W, C) <= int.MaxValue
        // Kernels reckon with a tap's row and column, and with how many taps lie before the input.
        && Reach(H, KH, OH, StrideH, PadTop, DilationH) <= int.MaxValue && Reach(W, KW, OW, StrideW, PadLeft, DilationW) <= int.MaxValue;

    /// <summary>Throws if the grid is not valid.</summary>
    public void Validate()
    {
        if (!IsValid)
            throw new ArgumentException($"{this} has a size, stride, dilation or padding out of range.");
    }

    // Of three numbers of 31 bits; double is exact where it matters.
    private static double Product(int a, int b, int c) => (double)a * b * c;

    private static long Reach(int size, int kernel, int output, int stride, int pad, int dilation) =>
        Math.Max((long)pad + Math.Max(size, dilation), ((output - 1L) * stride) + ((kernel - 1L) * dilation));
}
