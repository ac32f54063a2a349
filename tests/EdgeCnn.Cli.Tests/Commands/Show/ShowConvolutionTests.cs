using System.Text.Json;
using System.Xml.Linq;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands.Show;

public sealed class ShowConvolutionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-show-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Convolution_WithoutPicture_DrawsTheCoursesFirstPicture()
    {
        string svg = Path.Combine(folder, "conv1.svg");
        JsonElement result = EdgecnnProcess.RunJson("show", "convolution", "--out", svg, "--seed", "3");
        Assert.Equal((10, 10, 3), (result.GetProperty("height").GetInt32(), result.GetProperty("width").GetInt32(), result.GetProperty("maps").GetArrayLength()));
        JsonElement map = result.GetProperty("maps")[0];
        Assert.Equal((8, 4), (map.GetProperty("relu").GetProperty("height").GetInt32(), map.GetProperty("pooled").GetProperty("height").GetInt32()));
        string text = XDocument.Load(svg).Root!.Value;
        foreach (string name in (string[])["Conv 1-1", "Conv 1-3", "MaxP 1-1", "MaxP 1-3"])
            Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Convolution_PictureAndFilter_DrawsItsStepsAsPng()
    {
        string picture = Path.Combine(folder, "edge.png"), drawn = Path.Combine(folder, "steps.png");
        PngWriter.Write(picture, new Image(5, 4, PixelFormat.Gray8, [0, 0, 0, 255, 255, 0, 0, 0, 255, 255, 0, 0, 0, 255, 255, 0, 0, 0, 255, 255]).View);
        JsonElement map = EdgecnnProcess.RunJson("show", "convolution", "--picture", picture, "--filter", "-1 0 1;-2 0 2;-1 0 1", "--pool", "--out", drawn).GetProperty("maps")[0];
        Assert.Equal(4, map.GetProperty("response").GetProperty("max").GetDouble(), 5);
        Assert.Equal((2, 3, 1, 2), (map.GetProperty("response").GetProperty("height").GetInt32(), map.GetProperty("response").GetProperty("width").GetInt32(), map.GetProperty("pooled").GetProperty("height").GetInt32(), map.GetProperty("pooled").GetProperty("width").GetInt32()));
        Assert.True(PictureFile.Read(drawn).Width > 400);
    }

    [Fact]
    public void Convolution_WrongUse_IsRefusedBeforeAnythingIsWritten()
    {
        string png = Path.Combine(folder, "out.png");
        EdgecnnProcess.Run("show", "convolution", "--out", Path.Combine(folder, "out.gif")).AssertRefused(2, ".gif");
        EdgecnnProcess.Run("show", "convolution", "--picture", png, "--out", png).AssertRefused(2, "--filter");
        EdgecnnProcess.Run("show", "convolution", "--filter", "1 2;3", "--out", png).AssertRefused(2, "1 2;3");
        EdgecnnProcess.Run("show", "convolution", "--filter", "1 2", "--filter", "1 2;3 4", "--out", png).AssertRefused(2, "1x2, 2x2");
        EdgecnnProcess.Run("show", "convolution", "--picture", png, "--filter", "1", "--out", png).AssertRefused(3, "out.png");
        Assert.Empty(Directory.GetFiles(folder));
    }
}
