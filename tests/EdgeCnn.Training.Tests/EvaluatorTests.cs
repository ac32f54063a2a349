using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void LayerOutputs_OfAPicture_EndInItsOutputsAndFollowFromOneAnother()
    {
        var data = new StripesDataset(5, seed: 3);
        var input = new Graph.Shape(StripesDataset.Side, StripesDataset.Side, 1);
        var network = Network.Sequential("net", input, [new Conv2dLayer("conv", 3, 3), new ReluLayer("relu"), new MaxPoolLayer("pool", 2), new DropoutLayer("dropout", 0.5f), new FlattenLayer("flatten"), new DenseLayer("dense", 2)], seed: 1);
        float[] all = Evaluator.Outputs(network, StripesDataset.Contract, data, threads: 1);
        float[][] layers = Evaluator.LayerOutputs(network, StripesDataset.Contract, data, index: 4);
        Assert.Equal([6 * 6 * 3, 6 * 6 * 3, 3 * 3 * 3, 27, 27, 2], layers.Select(values => values.Length));
        Assert.Equal(all[8..], layers[^1]);
        Assert.Equal(layers[0].Select(value => Math.Max(0, value)), layers[1]);
        Assert.Equal(layers[2], layers[3]);
        Assert.Contains(layers[0], value => value < 0);
    }
}
