using System.Text.Json;
using EdgeCnn.Graph.Format;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands.Show;

/// <summary><c>show confusion</c> and <c>show mistakes</c>: what a model says to test pictures.</summary>
[Collection(TinyMnistCollection.Name)]
public sealed class ShowAnswersTests(TinyMnist tiny)
{
    [Fact]
    public void Confusion_OfAModel_CountsWhatEvalCounts()
    {
        string svg = tiny.At("confusion.svg");
        JsonElement eval = EdgecnnProcess.RunJson("eval", tiny.Model, "--data", tiny.Data), json = EdgecnnProcess.RunJson("show", "confusion", tiny.Model, "--data", tiny.Data, "--out", svg);
        Assert.Equal((eval.GetProperty("images").GetInt32(), eval.GetProperty("right").GetInt32()), (json.GetProperty("images").GetInt32(), json.GetProperty("right").GetInt32()));
        int[][] counts = [.. json.GetProperty("counts").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray())];
        Assert.Equal(32, counts.Sum(row => row.Sum()));
        Assert.Equal(json.GetProperty("right").GetInt32(), Enumerable.Range(0, 10).Sum(i => counts[i][i]));
        Assert.Contains("Confusion matrix", File.ReadAllText(svg), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_OfAModel_AreThoseThatEvalDoesNotCount()
    {
        string png = tiny.At("mistakes.png");
        JsonElement eval = EdgecnnProcess.RunJson("eval", tiny.Model, "--data", tiny.Data), json = EdgecnnProcess.RunJson("show", "mistakes", tiny.Model, "--data", tiny.Data, "--most", "3", "--out", png);
        int wrong = eval.GetProperty("images").GetInt32() - eval.GetProperty("right").GetInt32();
        Assert.Equal(wrong, json.GetProperty("wrong").GetInt32());
        JsonElement[] mistakes = [.. json.GetProperty("mistakes").EnumerateArray()];
        Assert.Equal(Math.Min(3, wrong), mistakes.Length);
        Assert.All(mistakes, mistake => Assert.NotEqual(mistake.GetProperty("truth").GetString(), mistake.GetProperty("answer").GetString()));
        Assert.Equal(mistakes.Select(mistake => mistake.GetProperty("probability").GetDouble()).OrderDescending(), mistakes.Select(mistake => mistake.GetProperty("probability").GetDouble()));
        Assert.Equal(wrong > 0, File.Exists(png) && PictureFile.Read(png).Width > 300);
    }

    [Fact]
    public void Answers_WrongUse_IsRefused()
    {
        string png = tiny.At("answers.png");
        EdgecnnProcess.Run("show", "confusion", tiny.Model, "--data", tiny.Data, "--out", tiny.At("answers.gif")).AssertRefused(2, ".gif");
        EdgecnnProcess.Run("show", "confusion", tiny.Model, "--data", $"fashion-mnist:{tiny.At("data")}", "--out", png).AssertRefused(3, "expected the model's classes");
        EdgecnnProcess.Run("show", "mistakes", tiny.Model, "--data", "mnist", "--out", png).AssertRefused(2, "'mnist'");
        EdgecnnProcess.Run("show", "mistakes", tiny.Model, "--data", tiny.Data, "--most", "0", "--out", png).AssertRefused(2, "--most");
        EcnnWriter.Write(SmallModels.Pixels(softmax: false, task: null), tiny.At("pixels.ecnn"));
        EdgecnnProcess.Run("show", "mistakes", tiny.At("pixels.ecnn"), "--data", tiny.Data, "--input-range", "0..1", "--out", png).AssertRefused(2, "--crop");
        EdgecnnProcess.Run("show", "mistakes", tiny.At("pixels.ecnn"), "--data", tiny.Data, "--input-range", "0..1", "--crop", "stretch", "--out", png).AssertRefused(3, "4 outputs for 10 classes");
        Assert.False(File.Exists(png));
    }
}
