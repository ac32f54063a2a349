using System.Text.Json;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands.Show;

[Collection(TinyMnistCollection.Name)]
public sealed class ShowSamplesTests(TinyMnist tiny)
{
    [Fact]
    public void Samples_OfASet_AreItsFirstPicturesWithTheirNames()
    {
        string path = tiny.At("samples.png");
        JsonElement json = EdgecnnProcess.RunJson("show", "samples", tiny.Data, "--side", "4", "--out", path);
        Assert.Equal(64, json.GetProperty("count").GetInt32());
        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"{i * 7 % 10}"), json.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.True(PictureFile.Read(path).Width > 600);
        EdgecnnProcess.Run("show", "samples", tiny.Data, "--out", tiny.At("samples.gif")).AssertRefused(2, ".gif");
    }
}
