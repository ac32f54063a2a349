using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests;

public sealed class GraphExportTests
{
    private static readonly InputContract Digits = StripesDataset.Contract with { Height = 28, Width = 28, Labels = [.. Enumerable.Range(0, 10).Select(i => $"{i}")] };

    [Fact]
    public void ToGraph_MnistCnn_HasTheCoursesSizes()
    {
        Network network = ArchitectureTable.Find("mnist-cnn").Create();
        NetworkGraph graph = GraphExport.ToGraph(network, Digits);
        // conv 1·9·32+32, conv 32·9·64+64, dense 3136·128+128, dense 128·10+10
        Assert.Equal(320 + 18_496 + 401_536 + 1_290, network.ParameterCount);
        Assert.Equal(network.ParameterCount, graph.Parameters);
        Assert.Equal((28 * 28 * 9 * 32) + (14 * 14 * 288 * 64) + (3136 * 128) + 1280, graph.MultiplyAdds);
        Assert.Equal(network.MultiplyAdds, graph.MultiplyAdds);
        Assert.Equal(new Shape(1, 10), graph.Tensor(graph.Outputs[0]).Shape);
    }

    [Theory]
    [InlineData("resnet8")]
    [InlineData("mobilenet-small")]
    public void ToGraph_BatchNormalizations_AreFoldedIntoTheWeights(string name)
    {
        NetworkGraph graph = GraphExport.ToGraph(ArchitectureTable.Find(name).Create(), Contract(32, 3, 10));
        Assert.DoesNotContain(graph.Nodes, node => node is BinaryNode);
    }

    [Fact]
    public void ToGraph_ContractOfAnotherSize_IsRefused() =>
        Assert.Throws<GraphException>(() => GraphExport.ToGraph(ArchitectureTable.Find("mnist-cnn").Create(new Shape(28, 28, 1), 2, 1), StripesDataset.Contract));

    private static InputContract Contract(int side, int channels, int classes) => StripesDataset.Contract with
    {
        Height = side,
        Width = side,
        Color = channels == 3 ? ColorOrder.Rgb : ColorOrder.Gray,
        Mean = [.. Enumerable.Repeat(0.5f, channels)],
        Std = [.. Enumerable.Repeat(0.25f, channels)],
        Labels = [.. Enumerable.Range(0, classes).Select(i => $"{i}")],
    };
}
