using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Benchmarks;

/// <summary>A layer whose kernels are timed: round sizes beside odd ones, and shapes of real networks.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Grid">Where its windows lie.</param>
/// <param name="N">Output channels.</param>
public sealed record LayerShape(string Name, PatchGrid Grid, int N)
{
    /// <summary>Convolutions and matrix products.</summary>
    public static IReadOnlyList<LayerShape> Linear { get; } =
    [
        new("matrix 256x256x256", PatchGrid.Matrix(256, 256), 256),
        new("matrix 61x131x67", PatchGrid.Matrix(61, 131), 67),
        new("dense 3136→128", PatchGrid.Matrix(1, 3136), 128),
        new("mobilenetv2 1x1 14x14x384→64", PatchGrid.Matrix(196, 384), 64),
        new("resnet8 3x3 32x32x16→16", Window(32, 16, 3, 1), 16),
        new("resnet18 3x3 14x14x256→256", Window(14, 256, 3, 1), 256),
        new("first 3x3s2 96x96x3→8", Window(96, 3, 3, 2), 8),
    ];

    /// <summary>Depthwise convolutions.</summary>
    public static IReadOnlyList<LayerShape> Depthwise { get; } =
    [
        new("3x3s1 56x56x144", Window(56, 144, 3, 1), 144),
        new("3x3s2 112x112x96", Window(112, 96, 3, 2), 96),
        new("3x3s1 13x13x67", Window(13, 67, 3, 1), 67),
        new("5x5s1 14x14x240", Window(14, 240, 5, 1), 240),
    ];

    /// <summary>Multiply-adds of the layer as a convolution.</summary>
    public long LinearMacs => (long)Grid.M * Grid.K * N;

    /// <summary>Multiply-adds of the layer as a depthwise convolution.</summary>
    public long DepthwiseMacs => (long)Grid.M * Grid.K;

    private static PatchGrid Window(int size, int channels, int kernel, int stride) => new()
    {
        H = size,
        W = size,
        C = channels,
        KH = kernel,
        KW = kernel,
        OH = ((size - 1) / stride) + 1,
        OW = ((size - 1) / stride) + 1,
        StrideH = stride,
        StrideW = stride,
        PadTop = kernel / 2,
        PadLeft = kernel / 2,
    };
}
