using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Training;

namespace EdgeCnn.Cli.Tests;

public sealed class HistoryFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-history-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_TwoEpochs_GivesCsvAndJsonWithEqualFigures()
    {
        HistoryFile.Write([new EpochResult(1, 0.1 + 0.2, 0.5, 1e-9, 0.25, 0.5, 2, 1234.56), new EpochResult(2, 0.125, 1, null, null, 0.25, 3, 99)], folder);
        Assert.Equal("epoch,loss,accuracy,val_loss,val_accuracy,lr,gradient_norm,images_per_second\n1,0.30000000000000004,0.5,1E-09,0.25,0.5,2,1234.6\n2,0.125,1,,,0.25,3,99.0\n", File.ReadAllText(Path.Combine(folder, "history.csv")));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "history.json")));
        JsonElement first = json.RootElement[0];
        Assert.Equal(["epoch", "loss", "accuracy", "validationLoss", "validationAccuracy", "learningRate", "gradientNorm", "imagesPerSecond"], first.EnumerateObject().Select(member => member.Name));
        Assert.Equal(0.1 + 0.2, first.GetProperty("loss").GetDouble());
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.Equal(["history.csv", "history.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Write_FolderMissing_IsDeviceError() =>
        Assert.Equal(ExitCode.Device, Assert.Throws<EdgeCnnException>(() => HistoryFile.Write([], Path.Combine(folder, "absent"))).ExitCode);
}
