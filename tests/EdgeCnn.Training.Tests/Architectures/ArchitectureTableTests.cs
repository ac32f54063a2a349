using EdgeCnn.Graph;
using EdgeCnn.Training.Architectures;

namespace EdgeCnn.Training.Tests.Architectures;

/// <summary>The published numbers of parameters.</summary>
public sealed class ArchitectureTableTests
{
    [Theory]
    [InlineData("mlp", 101_770)]
    [InlineData("mnist-cnn", 421_642)]
    [InlineData("cifar-seed", 122_570)]
    [InlineData("cifar-improved", 1_276_170)]
    [InlineData("lenet5", 61_706)]
    [InlineData("alexnet", 61_100_840)]
    [InlineData("vgg16", 138_357_544)]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet101", 44_549_160)]
    [InlineData("resnet152", 60_192_808)]
    [InlineData("inception-v1", 6_998_552)]
    [InlineData("mobilenetv1", 4_231_976)]
    [InlineData("mobilenetv2", 3_504_872)]
    public void Create_AsDescribed_HasThePublishedParameters(string name, long parameters) =>
        Assert.Equal(parameters, ArchitectureTable.Find(name).Create().ParameterCount);

    [Fact]
    public void Create_ResNet8_HasMlperfTinysParametersWithMovingStatistics()
    {
        Network network = ArchitectureTable.Find("resnet8").Create();
        Assert.Equal(78_666, network.ParameterCount + network.Statistics.Sum(parameter => parameter.Value.Length));
    }

    [Fact]
    public void Create_SmallMobileNet_StaysWithinItsBudget()
    {
        Network network = ArchitectureTable.Find("mobilenet-small").Create();
        Assert.InRange(network.ParameterCount, 100_000, 300_000);
        Assert.InRange(network.MultiplyAdds, 1_000_000, 12_000_000);
    }

    [Fact]
    public void Create_QuarterMobileNetAt96_HasAQuarterOfTheChannels()
    {
        Network network = ArchitectureTable.Find("mobilenetv1").Create(new Shape(96, 96, 3), 2, 1, new ArchitectureOptions { Width = 0.25 });
        Assert.Equal(256, network.Layers.First(layer => layer.Name.StartsWith("mean", StringComparison.Ordinal)).Output[0]);
    }

    [Fact]
    public void Find_UnknownName_TellsTheKnownOnes() => Assert.Contains("resnet8", Assert.Throws<EdgeCnnException>(() => ArchitectureTable.Find("resnet9")).Message, StringComparison.Ordinal);
}
