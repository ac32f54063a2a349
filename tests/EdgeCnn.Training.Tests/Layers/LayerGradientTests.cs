using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

/// <summary>Every layer and option: forward and backward belong together.</summary>
public sealed class LayerGradientTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(5, 2, 3)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 1, 4)]
    [InlineData(3, 4, 1)]
    public void Conv2d_KernelPaddingStride_MatchDifferences(int kernel, int pad, int stride) => GradientCheck.Run(
        new Conv2dLayer("conv", 5, kernel) { Padding = Padding.Of(pad), Stride = (stride, stride) }, new Shape(7, 6, 3), batch: 9, seed: (kernel * 10) + stride);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Conv2d_Dilation_MatchesDifferences(int stride) =>
        GradientCheck.Run(new Conv2dLayer("conv", 4, 3) { Dilation = (2, 2), Stride = (stride, stride), Padding = Padding.Of(2, 1, 0, 0) }, new Shape(8, 8, 2), batch: 3, seed: 1);

    [Fact]
    public void Conv2d_UnequalWindowPaddingAndStrides_MatchesDifferences() =>
        GradientCheck.Run(new Conv2dLayer("conv", 17, 3) { Kernel = (3, 2), Padding = Padding.Of(2, 0, 0, 1), Stride = (2, 1) }, new Shape(5, 9, 4), batch: 2, seed: 2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Conv2d_SamePadding_MatchesDifferences(int stride) =>
        GradientCheck.Run(new Conv2dLayer("conv", 6, 3) { Padding = Padding.Same, Stride = (stride, stride), UseBias = false }, new Shape(8, 7, 4), batch: 2, seed: 3);

    [Fact]
    public void Conv2d_Groups_MatchDifferences() =>
        GradientCheck.Run(new Conv2dLayer("conv", 6, 3) { Groups = 3, Padding = Padding.Same }, new Shape(5, 4, 9), batch: 3, seed: 4);

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 1, 2)]
    [InlineData(5, 2, 1)]
    public void DepthwiseConv2d_KernelStrideDilation_MatchDifferences(int kernel, int stride, int dilation) => GradientCheck.Run(
        new DepthwiseConv2dLayer("conv", kernel) { Padding = Padding.Same, Stride = (stride, stride), Dilation = (dilation, dilation) }, new Shape(9, 10, 19), batch: 2, seed: kernel + stride);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(13, 7, 9)]
    [InlineData(133, 20, 17)]
    public void Dense_Sizes_MatchDifferences(int inputs, int units, int batch) =>
        GradientCheck.Run(new DenseLayer("dense", units), new Shape(inputs), batch, seed: inputs);

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 19)]
    public void BatchNorm_SeveralLanes_MatchDifferences(int side, int channels) =>
        GradientCheck.Run(new BatchNormLayer("norm"), new Shape(side, side, channels), batch: 17, seed: channels);

    [Fact]
    public void BatchNorm_OfARow_MatchesDifferences() => GradientCheck.Run(new BatchNormLayer("norm"), new Shape(11), batch: 33, seed: 6);

    [Fact]
    public void BatchNorm_FrozenBetweenTrainedLayers_MatchesDifferences() => GradientCheck.Run(
        net =>
        {
            net.Add(new VariableLayer("x", new Shape(3, 4, 2), 9));
            net.Add(new Conv2dLayer("conv1", 5, 3) { Padding = Padding.Same, UseBias = false });
            net.Add(new BatchNormLayer("trained"));
            net.Add(new Conv2dLayer("conv2", 19, 3) { Padding = Padding.Same });
            var frozen = new BatchNormLayer("frozen");
            net.Add(frozen);
            Array.Fill(frozen.Statistics[0].Value, 0.3f);
            Array.Fill(frozen.Statistics[1].Value, 0.5f);
            foreach (Parameter parameter in frozen.Parameters)
                parameter.IsTrainable = false;
            net.Add(new Conv2dLayer("conv3", 3, 3));
        },
        batch: 9,
        seed: 8);

    [Fact]
    public void Residual_TwoBranchesWithBatchNorm_MatchDifferences() => GradientCheck.Run(
        net =>
        {
            NetworkValue x = net.Add(new VariableLayer("x", new Shape(4, 4, 3), 9));
            NetworkValue y = net.Add(new Conv2dLayer("conv1", 4, 3) { Padding = Padding.Same, UseBias = false }, x);
            y = net.Add(new BatchNormLayer("norm1"), y);
            NetworkValue z = net.Add(new Conv2dLayer("conv2", 4, 1) { UseBias = false }, x);
            z = net.Add(new BatchNormLayer("norm2"), z);
            NetworkValue sum = net.Add(new AddLayer("add"), y, z);
            NetworkValue t = net.Add(new Conv2dLayer("conv3", 4, 3) { Padding = Padding.Same }, sum);
            net.Add(new AddLayer("add2"), sum, t, sum);
            net.Add(new GlobalAveragePoolLayer("pool"));
            net.Add(new DenseLayer("dense", 3));
        },
        batch: 9,
        seed: 7);

    [Fact]
    public void Concat_Branches_MatchDifferences() => GradientCheck.Run(
        net =>
        {
            NetworkValue x = net.Add(new VariableLayer("x", new Shape(3, 4, 2), 3));
            NetworkValue a = net.Add(new Conv2dLayer("a", 3, 1), x), b = net.Add(new Conv2dLayer("b", 2, 3) { Padding = Padding.Same }, x);
            net.Add(new ConcatLayer("concat"), a, x, b);
        },
        batch: 3,
        seed: 8);

    [Theory]
    [InlineData(ActivationKind.Relu)]
    [InlineData(ActivationKind.Relu6)]
    public void Relu_AwayFromBounds_MatchesDifferences(ActivationKind kind) => GradientCheck.Run(new ReluLayer("relu", kind), new Shape(3, 3, 15), batch: 2, seed: 3, x: Spread(270, 3));

    [Theory]
    [InlineData(UnaryKind.Sigmoid)]
    [InlineData(UnaryKind.Tanh)]
    [InlineData(UnaryKind.LeakyRelu)]
    [InlineData(UnaryKind.HardSwish)]
    public void Activation_Functions_MatchDifferences(UnaryKind kind) => GradientCheck.Run(new ActivationLayer("f", kind) { Alpha = 0.1f }, new Shape(90), batch: 2, seed: 3, x: Spread(180, 5));

    [Fact]
    public void Softmax_Rows_MatchDifferences() => GradientCheck.Run(new SoftmaxLayer("softmax"), new Shape(2, 5), batch: 3, seed: 9);

    [Fact]
    public void Dropout_SameStep_MatchesDifferences() => GradientCheck.Run(new DropoutLayer("drop", 0.4f), new Shape(3, 3, 7), batch: 9, seed: 10);

    [Theory]
    [InlineData(2, 2, 0, false)]
    [InlineData(3, 2, 1, false)]
    [InlineData(3, 1, 0, false)]
    [InlineData(2, 2, 0, true)]
    public void MaxPool_WindowStridePadding_MatchDifferences(int size, int stride, int pad, bool ceil) => GradientCheck.Run(
        new MaxPoolLayer("pool", size) { Stride = (stride, stride), Padding = Padding.Of(pad), CeilMode = ceil }, new Shape(6, 5, 11), batch: 2, seed: 4, x: Spread(660, 4));

    [Theory]
    [InlineData(2, 2, 0, false, false)]
    [InlineData(3, 2, 1, false, true)]
    [InlineData(2, 2, 0, true, false)]
    public void AveragePool_WindowStridePadding_MatchDifferences(int size, int stride, int pad, bool ceil, bool include) => GradientCheck.Run(
        new AveragePoolLayer("pool", size) { Stride = (stride, stride), Padding = Padding.Of(pad), CeilMode = ceil, CountIncludePad = include }, new Shape(7, 5, 3), batch: 2, seed: 4);

    [Fact]
    public void GlobalAveragePool_OddPixels_MatchesDifferences() => GradientCheck.Run(new GlobalAveragePoolLayer("pool"), new Shape(3, 5, 13), batch: 3, seed: 5);

    [Fact]
    public void GlobalMaxPool_OddPixels_MatchesDifferences() => GradientCheck.Run(new GlobalMaxPoolLayer("pool"), new Shape(3, 5, 3), batch: 3, seed: 5, x: Spread(135, 6));

    [Fact]
    public void Flatten_AnyShape_MatchesDifferences() => GradientCheck.Run(new FlattenLayer("flatten"), new Shape(2, 3, 4), batch: 2, seed: 5);

    [Fact]
    public void Dense_PictureAsInput_IsRefusedWithItsShape()
    {
        var error = Assert.Throws<GraphException>(() => new DenseLayer("d", 3).Build([new Shape(4, 4, 1)], new SeededRandom(1)));
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
