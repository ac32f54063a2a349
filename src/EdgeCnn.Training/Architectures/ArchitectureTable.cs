using EdgeCnn.Graph;
using static EdgeCnn.Training.Architectures.ArchitectureSettings;

namespace EdgeCnn.Training.Architectures;

/// <summary>The architectures by name.</summary>
public static class ArchitectureTable
{
    private const string Course = "CNN course";
    private const string He = "He et al. 2016, Deep Residual Learning for Image Recognition, table 1";
    private static readonly Shape Picture = new(224, 224, 3);
    private static readonly Shape Small = new(32, 32, 3);
    private static readonly Shape Digit = new(28, 28, 1);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("mlp", "784-128-10 with sigmoids", Digit, 10, Course, Dropout, CourseNetworks.Mlp),
        new("mnist-cnn", "two convolutions, two dense layers", Digit, 10, Course, Dropout | BatchNorm, CourseNetworks.MnistCnn),
        new("cifar-seed", "three convolutions, two dense layers", Small, 10, Course, Pool | Filters | Dropout | BatchNorm, CourseNetworks.CifarSeed),
        new("cifar-improved", "batch normalization and dropout", Small, 10, Course, None, CourseNetworks.CifarImproved),
        new("lenet5", "LeNet-5 with ReLU and max pooling", Digit, 10, "LeCun et al. 1998, Gradient-Based Learning Applied to Document Recognition, §II.B", Dropout, ClassicNetworks.LeNet5),
        new("alexnet", "AlexNet in one tower", Picture, 1000, "Krizhevsky 2014, One weird trick for parallelizing convolutional neural networks", None, ClassicNetworks.AlexNet),
        new("vgg16", "VGG-16", Picture, 1000, "Simonyan and Zisserman 2015, Very Deep Convolutional Networks, table 1, D", None, ClassicNetworks.Vgg16),
        new("resnet8", "MLPerf Tiny's ResNet-8", Small, 10, "Banbury et al. 2021, MLPerf Tiny Benchmark, §3", Width | Dropout, ResidualNetworks.ResNet8),
        new("resnet18", "ResNet-18", Picture, 1000, He, None, (s, _) => ResidualNetworks.Basic(s, 2, 2, 2, 2)),
        new("resnet34", "ResNet-34", Picture, 1000, He, None, (s, _) => ResidualNetworks.Basic(s, 3, 4, 6, 3)),
        new("resnet50", "ResNet-50", Picture, 1000, He, None, (s, _) => ResidualNetworks.Bottleneck(s, 3, 4, 6, 3)),
        new("resnet101", "ResNet-101", Picture, 1000, He, None, (s, _) => ResidualNetworks.Bottleneck(s, 3, 4, 23, 3)),
        new("resnet152", "ResNet-152", Picture, 1000, He, None, (s, _) => ResidualNetworks.Bottleneck(s, 3, 8, 36, 3)),
        new("inception-v1", "GoogLeNet without auxiliary heads", Picture, 1000, "Szegedy et al. 2015, Going Deeper with Convolutions, table 1", None, InceptionNetwork.V1),
        new("mobilenetv1", "MobileNetV1", Picture, 1000, "Howard et al. 2017, MobileNets, table 1", Width | Dropout, MobileNetworks.V1),
        new("mobilenetv2", "MobileNetV2", Picture, 1000, "Sandler et al. 2018, MobileNetV2, table 2", Width, MobileNetworks.V2),
        new("mobilenet-small", "MobileNetV2 for 32x32 pictures", Small, 10, "Sandler et al. 2018, MobileNetV2, with a smaller table 2", Width | Dropout, MobileNetworks.Small),
    ];

    /// <summary>The architecture of that name.</summary>
    /// <exception cref="EdgeCnnException">There is none.</exception>
    public static Architecture Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name)
        ?? throw new EdgeCnnException($"architecture '{name}' is unknown. Known: {string.Join(", ", All.Select(architecture => architecture.Name))}.", ExitCode.Usage);
}
