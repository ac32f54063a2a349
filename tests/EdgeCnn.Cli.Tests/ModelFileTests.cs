using EdgeCnn.Graph;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-model-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("m.onnx")]
    [InlineData("M.ONNX")]
    [InlineData("m.ecnn")]
    [InlineData("other-ending")]
    public void Open_ByEnding_GivesTheModel(string name)
    {
        string path = Path.Combine(folder, name);
        if (name.EndsWith("onnx", StringComparison.OrdinalIgnoreCase))
            OnnxExporter.Save(ModelFile.Open(TinyMnist.Committed), path);
        else
            File.Copy(TinyMnist.Committed, path);
        Assert.Equal("mnist-cnn", ModelFile.Open(path).Name);
    }

    [Theory]
    [InlineData("wrong.onnx")]
    [InlineData("wrong.ecnn")]
    public void Open_NoSuchContent_IsBadData(string name)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, "neither the one nor the other");
        Assert.Equal(ExitCode.BadData, Assert.ThrowsAny<EdgeCnnException>(() => ModelFile.Open(path)).ExitCode);
        Assert.Equal(ExitCode.BadData, Assert.ThrowsAny<EdgeCnnException>(() => ModelFile.Open(path + ".absent" + Path.GetExtension(name))).ExitCode);
    }
}
