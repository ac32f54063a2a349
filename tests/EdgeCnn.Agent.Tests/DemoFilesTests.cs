namespace EdgeCnn.Agent.Tests;

public sealed class DemoFilesTests
{
    [Fact]
    public void Find_InsideTheProject_GivesModelAndPictures() =>
        Assert.Equal(File.ReadAllBytes(SampleModel.Model), File.ReadAllBytes(Path.Combine(DemoFiles.Find(), "model.ecnn")));
}
