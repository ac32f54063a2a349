using System.Text.Json;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands.Show;

public sealed class ShowArchitectureTests
{
    [Theory]
    [InlineData("mnist-cnn", 421_642, 7)]
    [InlineData("vgg16", 138_357_544, 24)]
    [InlineData("mobilenetv2", 3_504_872, 0)]
    public void Architecture_Json_TellsLayersParametersAndMultiplyAdds(string name, long parameters, int layers)
    {
        JsonElement json = EdgecnnProcess.RunJson("show", "architecture", name);
        Assert.Equal(parameters, json.GetProperty("parameters").GetInt64());
        JsonElement[] all = [.. json.GetProperty("layers").EnumerateArray()];
        Assert.Equal(parameters, all.Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.Equal(json.GetProperty("macs").GetInt64(), all.Sum(layer => layer.GetProperty("macs").GetInt64()));
        Assert.True(layers == 0 || all.Length == layers, $"{all.Length} layers");
    }

    [Fact]
    public void Architecture_Options_ChangeIt()
    {
        JsonElement json = EdgecnnProcess.RunJson("show", "architecture", "mobilenetv1", "--width", "0.25", "--size", "96", "--classes", "2");
        Assert.Equal([96, 96, 3], json.GetProperty("input").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(2, json.GetProperty("classes").GetInt32());
        Assert.InRange(json.GetProperty("parameters").GetInt64(), 200_000, 230_000);
        // Without pools maps of 26x26 reach the dense layer.
        Assert.Equal(896 + 18_496 + 36_928 + (26 * 26 * 64 * 64) + 64 + 650, EdgecnnProcess.RunJson("show", "architecture", "cifar-seed", "--pool", "1").GetProperty("parameters").GetInt64());
    }

    [Fact]
    public void Architecture_TwoNames_StandSideBySide()
    {
        CommandResult result = EdgecnnProcess.Run("show", "architecture", "mnist-cnn", "mlp");
        string[] lines = result.Output.Split('\n');
        Assert.StartsWith("mnist-cnn: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("│  mlp: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("421,642", StringComparison.Ordinal));
        Assert.Contains("101,770", result.Output, StringComparison.Ordinal);
        Assert.Single(lines.Take(9).Select(line => line.IndexOf('│', StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void Architecture_WithoutName_ListsAll() =>
        Assert.Equal(17, EdgecnnProcess.RunJson("show", "architecture").GetProperty("architectures").GetArrayLength());

    [Fact]
    public void Architecture_Out_DrawsTheTable()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgecnn-{Guid.NewGuid():N}.png");
        try
        {
            EdgecnnProcess.RunJson("show", "architecture", "lenet5", "--out", path);
            Assert.True(PictureFile.Read(path).Height > 400);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Architecture_WrongUse_IsRefused()
    {
        EdgecnnProcess.Run("show", "architecture", "lenet6").AssertRefused(2, "'lenet6'", "lenet5");
        EdgecnnProcess.Run("show", "architecture", "vgg16", "--size", "8").AssertRefused(3, "pool");
        EdgecnnProcess.Run("show", "architecture", "mlp", "--width", "-1").AssertRefused(2, "width");
    }
}
