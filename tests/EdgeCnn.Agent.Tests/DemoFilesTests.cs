namespace EdgeCnn.Agent.Tests;

public sealed class DemoFilesTests
{
    [Fact]
    public void Find_InsideTheProject_GivesModelAndPictures() =>
        Assert.Equal(Path.Combine(TestData.Root!, "models", "cifar10-resnet8", "model.ecnn"), Path.GetFullPath(Path.Combine(DemoFiles.Find(), "model.ecnn")));
}
