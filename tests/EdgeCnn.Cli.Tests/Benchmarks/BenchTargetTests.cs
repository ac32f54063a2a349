using EdgeCnn.Cli.Benchmarks;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Benchmarks;

public sealed class BenchTargetTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Find_FilesAndFolders_GivesEveryModelInOrder()
    {
        foreach (string name in (string[])["suite/b/model.onnx", "suite/a/model.onnx", "suite/none/readme.txt", "one/model.onnx"])
            folder.Put(name, []);
        Assert.Equal(
            [new("m.ecnn", "m.ecnn"), new("a", folder.At("suite/a/model.onnx")), new("b", folder.At("suite/b/model.onnx")), new("one", folder.At("one/model.onnx"))],
            BenchTarget.Find(["m.ecnn", folder.At("suite"), folder.At("one") + "/"]));
    }

    [Fact]
    public void Find_FolderWithoutModels_NamesIt() =>
        Assert.Contains(folder.Root, Assert.Throws<EdgeCnnException>(() => BenchTarget.Find([folder.Root])).Message, StringComparison.Ordinal);
}
