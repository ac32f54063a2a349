using EdgeCnn.Graph;
using EdgeCnn.Training.Architectures;

namespace EdgeCnn.Training.Tests;

public sealed class GraphExportTests
{
    [Fact]
    public void ToGraph_MnistCnn_HasTheCoursesSizes()
    {
        Network network = MnistCnn.Build(new Shape(28, 28, 1), 10, seed: 1);
        var contract = StripesDataset.Contract with { Height = 28, Width = 28, Labels = [.. Enumerable.Range(0, 10).Select(i => $"{i}")] };
        NetworkGraph graph = GraphExport.ToGraph(network, contract);
        // conv 1·9·32+32, conv 32·9·64+64, dense 3136·128+128, dense 128·10+10
        Assert.Equal(320 + 18_496 + 401_536 + 1_290, network.ParameterCount);
        Assert.Equal(network.ParameterCount, graph.Parameters);
        Assert.Equal((28 * 28 * 9 * 32) + (14 * 14 * 288 * 64) + (3136 * 128) + 1280, graph.MultiplyAdds);
        Assert.Equal(network.Layers.Sum(layer => layer.MultiplyAdds), graph.MultiplyAdds);
        Assert.Equal(new Shape(1, 10), graph.Tensor(graph.Outputs[0]).Shape);
    }

    [Fact]
    public void ToGraph_ContractOfAnotherSize_IsRefused() =>
        Assert.Throws<GraphException>(() => GraphExport.ToGraph(MnistCnn.Build(new Shape(28, 28, 1), 2, seed: 1), StripesDataset.Contract));
}
