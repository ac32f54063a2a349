using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Summaries;

namespace EdgeCnn.Training.Tests.Summaries;

public sealed class NetworkSummaryTests
{
    [Fact]
    public void Of_MnistCnn_TellsEveryLayerAsCountedByHand()
    {
        NetworkSummary summary = NetworkSummary.Of(ArchitectureTable.Find("mnist-cnn").Create());
        Assert.Equal(
            [
                ("Conv2d 3×3, ReLU", "28×28×32", 320L, 28L * 28 * 32 * 9),
                ("MaxPool 2×2", "14×14×32", 0, 0),
                ("Conv2d 3×3, ReLU", "14×14×64", 18_496, 14 * 14 * 64 * 9 * 32),
                ("MaxPool 2×2", "7×7×64", 0, 0),
                ("Flatten", "3136", 0, 0),
                ("Dense, ReLU", "128", 401_536, 3136 * 128),
                ("Dense", "10", 1290, 1280),
            ],
            summary.Layers.Select(layer => (layer.Kind, layer.OutputText, layer.Parameters, layer.MultiplyAdds)));
        Assert.Equal(421_642, summary.Parameters);
        Assert.Equal(0, summary.Statistics);
    }

    [Fact]
    public void Of_ResNet8_CountsMovingStatisticsApart()
    {
        NetworkSummary summary = NetworkSummary.Of(ArchitectureTable.Find("resnet8").Create());
        Assert.Equal(78_666, summary.Parameters + summary.Statistics);
        Assert.All(summary.Layers.Where(layer => layer.Kind.StartsWith("BatchNorm", StringComparison.Ordinal)), layer => Assert.Equal(2L * layer.Output[2], layer.Statistics));
        Assert.Contains(summary.Layers, layer => layer.Kind == "Conv2d 3×3, stride 2");
        Assert.Contains(summary.Layers, layer => layer.Kind == "Add, ReLU");
    }
}
