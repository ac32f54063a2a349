using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Datasets;

public sealed class DatasetCatalogTests
{
    [Theory]
    [InlineData("mnist", 4, 54_950_048)]
    [InlineData("fashion-mnist", 4, 54_950_048)]
    [InlineData("CIFAR10", 7, 184_380_061)]
    public void Find_KnownName_GivesFilesAndSize(string name, int files, long bytes)
    {
        DatasetSpec spec = DatasetCatalog.Find(name);
        Assert.Equal(files, spec.Files.Count);
        Assert.Equal(bytes, spec.SizeBytes);
        Assert.All(spec.Files, file => Assert.Matches("^[0-9a-f]{32}$", file.Md5));
        Assert.NotEmpty(spec.Sources);
    }

    [Fact]
    public void Find_UnknownName_IsUsageErrorThatListsNames()
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => DatasetCatalog.Find("imagenet"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("mnist, fashion-mnist, cifar10", error.Message, StringComparison.Ordinal);
    }
}
