using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>The course's network for 28x28 grey pictures: two convolutions, two dense layers; 421,642 parameters for 10 classes.</summary>
public static class MnistCnn
{
    /// <summary>Builds it.</summary>
    public static Network Build(Shape input, int classes, long seed) => new("mnist-cnn", input,
    [
        new Conv2dLayer("conv1", 32, 3, Window.Same(3)),
        new ReluLayer("relu1"),
        new MaxPoolLayer("pool1", 2, new Window { StrideH = 2, StrideW = 2 }),
        new Conv2dLayer("conv2", 64, 3, Window.Same(3)),
        new ReluLayer("relu2"),
        new MaxPoolLayer("pool2", 2, new Window { StrideH = 2, StrideW = 2 }),
        new FlattenLayer("flatten"),
        new DenseLayer("dense1", 128),
        new ReluLayer("relu3"),
        new DenseLayer("dense2", classes),
    ], seed);
}
