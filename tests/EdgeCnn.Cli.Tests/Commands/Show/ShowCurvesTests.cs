using System.Text.Json;
using System.Xml.Linq;

namespace EdgeCnn.Cli.Tests.Commands.Show;

public sealed class ShowCurvesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-curves-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Curves_TwoRuns_AreDrawnOverOneAnotherAndJudged()
    {
        string svg = Path.Combine(folder, "curves.svg");
        JsonElement json = EdgecnnProcess.RunJson("show", "curves", Run("good", 0), Run("by-heart", 0.3), "--out", svg);
        Assert.Equal(["good", "by-heart"], json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString()));
        Assert.Equal("overfitting", json.GetProperty("runs")[1].GetProperty("verdict").GetProperty("kind").GetString());
        string text = XDocument.Load(svg).Root!.Value;
        Assert.Contains("by-heart", text, StringComparison.Ordinal);
        Assert.Contains("good", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_WrongUse_IsRefused()
    {
        string run = Run("a", 0), svg = Path.Combine(folder, "curves.svg");
        EdgecnnProcess.Run("show", "curves", run, run, "--out", svg).AssertRefused(2, "twice");
        EdgecnnProcess.Run("show", "curves", folder, "--out", svg).AssertRefused(3, "history.json");
        File.WriteAllText(Path.Combine(run, "history.json"), "[{}");
        EdgecnnProcess.Run("show", "curves", run, "--out", svg).AssertRefused(3, "no history");
        EdgecnnProcess.Run("show", "curves", run, "--out", Path.Combine(folder, "a.gif")).AssertRefused(2, ".gif");
        Assert.False(File.Exists(svg));
    }

    // A training loss that falls to nothing; a validation accuracy behind it by a gap.
    private string Run(string name, double gap)
    {
        string run = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var history = Enumerable.Range(1, 12).Select(epoch => new { epoch, loss = 2 * Math.Exp(-0.4 * epoch), accuracy = 1 - (0.6 * Math.Exp(-0.4 * epoch)), validationLoss = gap == 0 ? 2.1 * Math.Exp(-0.4 * epoch) : 0.8 + (0.1 * epoch), validationAccuracy = 1 - gap - (0.6 * Math.Exp(-0.4 * epoch)), learningRate = 0.001, gradientNorm = 1, imagesPerSecond = 100 });
        File.WriteAllText(Path.Combine(run, "history.json"), JsonSerializer.Serialize(history));
        return run;
    }
}
