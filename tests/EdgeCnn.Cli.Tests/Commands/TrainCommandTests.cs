using System.Text.Json;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Commands;

[Collection(TinyMnistCollection.Name)]
public sealed class TrainCommandTests(TinyMnist tiny)
{
    [Fact]
    public void Train_TinyData_GivesModelAndHistory()
    {
        Assert.True(tiny.Training.Code == 0, tiny.Training.Error);
        Assert.Equal(["history.csv", "history.json", "model.ecnn", "report.html", "run.json"], tiny.Files("run"));
        string[] csv = File.ReadAllLines(tiny.At("run/history.csv"));
        Assert.Equal(2, csv.Length);
        Assert.StartsWith("1,", csv[1], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllBytes(tiny.At("run/history.json")));
        Assert.Equal(1, json.RootElement[0].GetProperty("epoch").GetInt32());
        Assert.StartsWith($"{tiny.Model}: ", tiny.Training.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 1/1", tiny.Training.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_TinyData_WritesContractAndProvenanceIntoTheModel()
    {
        NetworkGraph graph = ModelFile.Open(tiny.Model);
        Assert.Equal((28, 28, 10), (graph.Contract!.Height, graph.Contract.Width, graph.Contract.Labels.Length));
        Assert.Equal("edgecnn train mnist-cnn --data mnist:DIR --epochs 1 --batch 24 --seed 7 --lr 0.001", graph.Provenance["train.command"]);
    }

    [Fact]
    public void Train_SameSeed_GivesEqualModelsForAnyNumberOfThreads()
    {
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("again", "--threads", "2")).Code);
        Assert.Equal(File.ReadAllBytes(tiny.Model), File.ReadAllBytes(tiny.At("again/model.ecnn")));
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("other", "--seed", "8")).Code);
        Assert.NotEqual(File.ReadAllBytes(tiny.Model), File.ReadAllBytes(tiny.At("other/model.ecnn")));
    }

    [Fact]
    public void Train_Json_IsOneDocumentWithTheWholeHistory()
    {
        JsonElement json = EdgecnnProcess.RunJson(tiny.Train("json", "--epochs", "2"));
        Assert.Equal(2, json.GetProperty("history").GetArrayLength());
        Assert.Equal(7, json.GetProperty("seed").GetInt32());
        Assert.InRange(json.GetProperty("testAccuracy").GetDouble(), 0, 1);
        Assert.Equal(0, json.GetProperty("skipped").GetInt32());
    }

    [Fact]
    public void Train_Json_EndsWithTheVerdictOnTheCurves()
    {
        CommandResult result = EdgecnnProcess.Run(tiny.Train("judged", "--epochs", "8", "--validation", "0.25", "--no-report", "--json"));
        Assert.True(result.Code == 0, result.Error);
        JsonElement verdict = JsonDocument.Parse(result.Output).RootElement.GetProperty("verdict");
        string headline = verdict.GetProperty("headline").GetString()!;
        Assert.Contains(verdict.GetProperty("kind").GetString(), (string[])["good", "stillImproving", "overfitting", "underfitting", "rateTooHigh", "diverged"]);
        Assert.NotEmpty(verdict.GetProperty("findings").EnumerateArray());
        Assert.Contains(headline, result.Error, StringComparison.Ordinal);
        Assert.All(verdict.GetProperty("findings").EnumerateArray(), finding => Assert.Contains(finding.GetString()!, result.Error, StringComparison.Ordinal));
        Assert.Equal(["history.csv", "history.json", "model.ecnn", "run.json"], tiny.Files("judged"));
    }

    [Fact]
    public void Train_TinyData_WritesAPageOfTheRunThatNeedsNothingElse()
    {
        string html = File.ReadAllText(tiny.At("run/report.html"));
        foreach (string part in (string[])["<h1>mnist-cnn on MNIST</h1>", "421,642", "<span>--seed</span> <span>7</span>", "Too short to judge", "Judged on 32 test pictures.", "Training pictures", "Mistakes", "Filters of conv1", "Maps of conv1", "Maps of pool4", "Conv2d 3×3, ReLU"])
            Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Train_Signal_LeavesWith130AndFilesAsTheyWere(string signal)
    {
        string run = $"stopped-{signal}";
        Directory.CreateDirectory(tiny.At(run));
        File.WriteAllText(tiny.At($"{run}/model.ecnn"), "an older model");
        using EdgecnnProcess process = EdgecnnProcess.Start(tiny.Train(run, "--epochs", "100000"));
        process.WaitForError("epoch 2/100000");
        process.Signal(signal);
        CommandResult result = process.End();
        Assert.Equal((130, ""), (result.Code, result.Output));
        Assert.Contains("the same command with --resume", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("edgecnn: stopped; files are as they were before, or whole.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(["checkpoint.bin", "model.ecnn"], tiny.Files(run));
        Assert.Equal("an older model", File.ReadAllText(tiny.At($"{run}/model.ecnn")));
    }

    [Fact]
    public void Train_KilledAndResumed_GivesTheModelOfARunThatWasNot()
    {
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("whole", "--epochs", "40")).Code);
        tiny.Kill("killed", 40);
        Assert.False(File.Exists(tiny.At("killed/model.ecnn")));
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("killed", "--epochs", "40", "--resume")).Code);
        Assert.Equal(File.ReadAllBytes(tiny.At("whole/model.ecnn")), File.ReadAllBytes(tiny.At("killed/model.ecnn")));
    }

    [Fact]
    public void Train_FolderOfAnEarlierRun_KeepsNothingOfItBesideTheNewModel()
    {
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("used", "--quantize")).Code);
        Assert.Contains("int8.ecnn", tiny.Files("used"));
        Assert.Contains("--quantize", File.ReadAllText(tiny.At("used/run.json")), StringComparison.Ordinal);
        Assert.Contains("test accuracy, int8", File.ReadAllText(tiny.At("used/report.html")), StringComparison.Ordinal);
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("used", "--no-report")).Code);
        Assert.Equal(["history.csv", "history.json", "model.ecnn", "run.json"], tiny.Files("used"));
    }

    [Fact]
    public void Train_OneClass_IsRefusedWithWhatMayBeWrong()
    {
        using var folder = new PatternFolder();
        folder.Fill("data/all/a", 4, 0);
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"folder:{folder.At("data")}", "--out", folder.At("run")).AssertRefused(3, "one class only, all", "one level too high");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Train_LearningRateNotPositive_IsUsageError(string rate) =>
        EdgecnnProcess.Run(tiny.Train("no", "--lr", rate)).AssertRefused(2, "--lr");

    [Fact]
    public void Train_LearningRateFarTooHigh_SaysWhatToDo()
    {
        CommandResult result = EdgecnnProcess.Run(tiny.Train("no", "--lr", "1e30", "--epochs", "3"));
        Assert.Equal((5, ""), (result.Code, result.Output));
        Assert.Contains("smaller learning rate", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(tiny.At("no")));
    }

    [Fact]
    public void Train_WrongNamesAndFiles_SayWhich()
    {
        EdgecnnProcess.Run("train", "resnet", "--data", tiny.Data, "--out", tiny.At("no")).AssertRefused(2, "'resnet'", "mnist-cnn");
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", "imagenet:x", "--out", tiny.At("no")).AssertRefused(2, "'imagenet:x'");
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"mnist:{tiny.At("absent")}", "--out", tiny.At("no")).AssertRefused(3, "edgecnn data get");
    }
}
