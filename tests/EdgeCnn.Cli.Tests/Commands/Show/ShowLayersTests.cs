using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Cli.Tests.Commands.Show;

/// <summary><c>show filters</c> and <c>show maps</c>: what is inside a model.</summary>
public sealed class ShowLayersTests : IDisposable
{
    private const int Side = 6;
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-layers-").FullName;
    private readonly string model;
    private readonly string picture;

    public ShowLayersTests()
    {
        (model, picture) = (Path.Combine(folder, "model.ecnn"), Path.Combine(folder, "picture.png"));
        Network network = Network.Sequential(
            "layers",
            new Shape(Side, Side, 1),
            [new Conv2dLayer("edges/../up", 2, 3), new MaxPoolLayer("pool", 2), new Conv2dLayer("second", 3, 1), new FlattenLayer("flatten"), new DenseLayer("head", 2)],
            seed: 1);
        // The first filter is 1 in the middle, the second one gives half of its left neighbour.
        float[] weights = network.Layers.OfType<Conv2dLayer>().First().Parameters[0].Value;
        Array.Clear(weights);
        (weights[4], weights[9 + 3]) = (1, 0.5f);
        EcnnWriter.Write(GraphExport.ToGraph(network, new InputContract { Height = Side, Width = Side, Color = ColorOrder.Gray, Mean = [0], Std = [1], Labels = ["no", "yes"] }), model);
        byte[] pixels = new byte[Side * Side];
        pixels[(2 * Side) + 2] = 255;
        PngWriter.Write(picture, new Image(Side, Side, PixelFormat.Gray8, pixels).View);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Maps_ModelAndPicture_DrawsEachConvolutionAndPool()
    {
        string maps = Path.Combine(folder, "maps");
        JsonElement[] layers = [.. EdgecnnProcess.RunJson("show", "maps", model, "--picture", picture, "--out", maps).GetProperty("layers").EnumerateArray()];
        Assert.Equal([(2, 4, 4), (2, 2, 2), (3, 2, 2)], layers.Select(layer => (layer.GetProperty("maps").GetInt32(), layer.GetProperty("height").GetInt32(), layer.GetProperty("width").GetInt32())));
        Assert.Equal(1, layers[0].GetProperty("max").GetDouble(), 6);
        Assert.Equal(3, Directory.GetFiles(maps).Length);
        Assert.All(layers, layer => Assert.True(PictureFile.Read(layer.GetProperty("file").GetString()!).Width > 300));
        // A name that a model file brings cannot lead out of the folder.
        Assert.All(layers, layer => Assert.Equal(maps, Path.GetDirectoryName(Path.GetFullPath(layer.GetProperty("file").GetString()!))));
    }

    [Fact]
    public void Filters_OfALayer_AreDrawn()
    {
        string svg = Path.Combine(folder, "filters.svg"), png = Path.Combine(folder, "filters.png");
        JsonElement first = EdgecnnProcess.RunJson("show", "filters", model, "--out", svg);
        Assert.Equal((2, 3, 3, 1), (first.GetProperty("filters").GetInt32(), first.GetProperty("height").GetInt32(), first.GetProperty("width").GetInt32(), first.GetProperty("channels").GetInt32()));
        Assert.Contains("2 filters of 3×3×1", File.ReadAllText(svg), StringComparison.Ordinal);
        Assert.Equal(3, EdgecnnProcess.RunJson("show", "filters", model, "--layer", "second", "--out", png).GetProperty("filters").GetInt32());
        Assert.True(PictureFile.Read(png).Width > 300);
    }

    [Fact]
    public void Layers_WrongUse_IsRefusedBeforeAnythingIsWritten()
    {
        string maps = Path.Combine(folder, "maps"), png = Path.Combine(folder, "out.png"), codes = Path.Combine(folder, "codes.ecnn");
        var quantized = new NetworkGraphBuilder("quantized");
        quantized.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, Side, Side, 1)));
        quantized.Add(new QuantizeLinearNode { Name = "q", Inputs = ["x"], Output = "c" }, DataType.UInt8, QuantParams.PerTensor(2, 100));
        quantized.Add(new DequantizeLinearNode { Name = "dq", Inputs = ["c"], Output = "y" }, DataType.Float32);
        quantized.AddOutput("y");
        EcnnWriter.Write(quantized.Build(), codes);
        EdgecnnProcess.Run("show", "filters", codes, "--out", png).AssertRefused(3, "quantized");
        EdgecnnProcess.Run("show", "maps", codes, "--picture", picture, "--out", maps).AssertRefused(3, "quantized");
        EdgecnnProcess.Run("show", "filters", model, "--layer", "third", "--out", png).AssertRefused(2, "second");
        EdgecnnProcess.Run("show", "filters", picture, "--out", png).AssertRefused(3, "picture.png");
        EdgecnnProcess.Run("show", "maps", model, "--picture", model, "--out", maps).AssertRefused(3, "model.ecnn");
        EdgecnnProcess.Run("show", "maps", model, "--picture", picture, "--input-range", "0..1", "--out", maps).AssertRefused(2, "--input-range");
        string bare = Path.Combine(folder, "bare.ecnn");
        EcnnWriter.Write(EcnnReader.Read(model) with { Contract = null }, bare);
        PngWriter.Write(Path.Combine(folder, "wide.png"), new Image(Side + 1, Side, PixelFormat.Gray8, new byte[(Side + 1) * Side]).View);
        EdgecnnProcess.Run("show", "maps", bare, "--picture", Path.Combine(folder, "wide.png"), "--input-range", "0..1", "--out", maps).AssertRefused(2, "--crop");
        Assert.False(Path.Exists(maps) || Path.Exists(png));
    }
}
