using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

/// <summary>Every layer and option: forward and backward belong together.</summary>
public sealed class LayerGradientTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(5, 2, 3)]
    [InlineData(2, 1, 2)]
    public void Conv2d_KernelPaddingStride_MatchDifferences(int kernel, int pad, int stride) => GradientCheck.Run(
        new Conv2dLayer("conv", 5, kernel, new Window { PadTop = pad, PadLeft = pad, PadBottom = pad, PadRight = pad, StrideH = stride, StrideW = stride }),
        new Shape(7, 6, 3), batch: 9, seed: (kernel * 10) + stride);

    [Fact]
    public void Conv2d_Dilation_MatchesDifferences() =>
        GradientCheck.Run(new Conv2dLayer("conv", 4, 3, new Window { DilationH = 2, DilationW = 2, PadTop = 2, PadLeft = 1 }), new Shape(8, 8, 2), batch: 3, seed: 1);

    [Fact]
    public void Conv2d_UnequalPaddingAndStrides_MatchesDifferences() =>
        GradientCheck.Run(new Conv2dLayer("conv", 17, 3, new Window { PadTop = 2, PadRight = 1, StrideH = 2, StrideW = 1 }), new Shape(5, 9, 4), batch: 2, seed: 2);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(13, 7, 9)]
    [InlineData(33, 20, 17)]
    public void Dense_Sizes_MatchDifferences(int inputs, int units, int batch) =>
        GradientCheck.Run(new DenseLayer("dense", units), new Shape(inputs), batch, seed: inputs);

    [Fact]
    public void Relu_AwayFromZero_MatchesDifferences() => GradientCheck.Run(new ReluLayer("relu"), new Shape(3, 3, 5), batch: 2, seed: 3, x: Spread(90, 3));

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 1, 0)]
    public void MaxPool_WindowStridePadding_MatchDifferences(int kernel, int stride, int pad) => GradientCheck.Run(
        new MaxPoolLayer("pool", kernel, new Window { StrideH = stride, StrideW = stride, PadTop = pad, PadLeft = pad, PadBottom = pad, PadRight = pad }),
        new Shape(6, 5, 3), batch: 2, seed: 4, x: Spread(180, 4));

    [Fact]
    public void Flatten_AnyShape_MatchesDifferences() => GradientCheck.Run(new FlattenLayer("flatten"), new Shape(2, 3, 4), batch: 2, seed: 5);

    [Fact]
    public void Dense_PictureAsInput_IsRefusedWithItsShape()
    {
        var error = Assert.Throws<GraphException>(() => new DenseLayer("d", 3).Build(new Shape(4, 4, 1), new SeededRandom(1)));
        Assert.Contains("[4,4,1]", error.Message, StringComparison.Ordinal);
    }

    // Values at least 0.05 apart and away from 0, in random order: no difference crosses a kink.
    private static float[] Spread(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed).Shuffle(order);
        return [.. order.Select(i => ((i - (count / 2)) * 0.05f) + 0.025f)];
    }
}
