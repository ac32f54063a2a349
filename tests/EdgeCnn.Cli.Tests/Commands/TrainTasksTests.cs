using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands;

/// <summary>Each task and transfer learning as a user runs them, on pictures that a small network learns in seconds.</summary>
public sealed class TrainTasksTests : IDisposable
{
    private readonly PatternFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_Binary_GivesOneOutputAndItsRocArea()
    {
        folder.Fill("data/no", 40, 0);
        folder.Fill("data/yes", 40, 3);
        JsonElement metrics = Train("mnist-cnn", $"folder:{folder.At("data")}", "--task", "binary").GetProperty("metrics");
        Assert.Equal(1, metrics.GetProperty("auc").GetDouble(), 2);
        Assert.Equal(1, metrics.GetProperty("top1").GetDouble(), 1);
        Assert.False(metrics.TryGetProperty("top5", out _));
        InputContract contract = ModelFile.Open(folder.At("run/model.ecnn")).Contract!;
        Assert.Equal(ModelTask.Binary, contract.Task);
        Assert.Equal(["yes"], contract.Labels.ToArray());
        Assert.Equal(1, EdgecnnProcess.RunJson("eval", folder.At("run/model.ecnn"), "--data", $"folder:{folder.At("data")}").GetProperty("metrics").GetProperty("auc").GetDouble(), 2);
        JsonElement shares = EdgecnnProcess.RunJson("run", folder.At("run/model.ecnn"), folder.At("data/yes/000.png")).GetProperty("pictures")[0].GetProperty("top");
        Assert.InRange(shares[0].GetProperty("probability").GetDouble(), 0.5, 1);
    }

    [Fact]
    public void Train_TableWithSeveralLabels_GivesASigmoidEach()
    {
        var random = new Random(1);
        List<string> rows = ["path,labels"];
        for (int i = 0; i < 120; i++)
        {
            int[] bright = [.. Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0)];
            folder.Put($"p/{i}.png", random, bright);
            rows.Add($"p/{i}.png,{string.Join('|', bright.Select(b => $"q{b}"))}");
        }

        File.WriteAllLines(folder.At("table.csv"), rows);
        JsonElement metrics = Train("mnist-cnn", $"table:{folder.At("table.csv")}").GetProperty("metrics");
        Assert.All(metrics.GetProperty("classes").EnumerateArray(), row => Assert.True(row.GetProperty("count").GetInt32() > 0 && row.TryGetProperty("recall", out _), $"{row}"));
        Assert.InRange(metrics.GetProperty("microF1").GetDouble(), 0.9, 1);
        Assert.InRange(metrics.GetProperty("macroAuc").GetDouble(), 0.95, 1);
        Assert.Equal(ModelTask.Multilabel, ModelFile.Open(folder.At("run/model.ecnn")).Contract!.Task);
    }

    /// <summary>A leaf without a branch is a leaf still.</summary>
    [Fact]
    public void Train_TreeWithALeafAtItsRoot_IsATree()
    {
        folder.Fill("data/animal/cat", 30, 0);
        folder.Fill("data/animal/dog", 30, 1);
        folder.Fill("data/stone", 30, 2);
        Assert.Equal(2, Train("mnist-cnn", $"tree:{folder.At("data")}").GetProperty("metrics").GetProperty("levels").GetArrayLength());
        folder.Fill("data/animal", 1, 3);
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"tree:{folder.At("data")}", "--out", folder.At("no")).AssertRefused(3, "'animal' is a class and has classes below it");
        CommandResult check = EdgecnnProcess.Run("data", "check", $"tree:{folder.At("data")}");
        Assert.Equal(5, check.Code);
        Assert.Contains("'animal' is a class and has classes below it", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_TableWithoutTrainingRows_IsRefused()
    {
        folder.Fill("a", 4, 0);
        File.WriteAllLines(folder.At("table.csv"), ["path,label,part", "a/000.png,a,test", "a/001.png,b,test"]);
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"table:{folder.At("table.csv")}", "--out", folder.At("no")).AssertRefused(3, "no training pictures", "part column");
    }

    /// <summary>Larger pictures than the model's are averaged over areas, and fitted as it is said; neither is a property of its weights.</summary>
    [Fact]
    public void Train_FromModelOfSmallerPictures_FitsLargerOnesAsTheyNeed()
    {
        folder.Fill("old/a", 8, 0);
        folder.Fill("old/b", 8, 3);
        Train("mnist-cnn", $"folder:{folder.At("old")}", "--size", "8");
        EdgecnnProcess.RunJson("train", "--from", folder.At("run/model.ecnn"), "--data", $"folder:{folder.At("old")}", "--crop", "letterbox", "--epochs", "1", "--no-report", "--out", folder.At("next"));
        InputContract before = ModelFile.Open(folder.At("run/model.ecnn")).Contract!, after = ModelFile.Open(folder.At("next/model.ecnn")).Contract!;
        Assert.Equal((8, ResizeFilter.Area, CropMode.Center), (before.Height, before.Resize, before.Crop));
        Assert.Equal((8, ResizeFilter.Area, CropMode.Letterbox), (after.Height, after.Resize, after.Crop));
        Train("mnist-cnn", $"folder:{folder.At("old")}");
        Assert.Equal(ResizeFilter.Bilinear, ModelFile.Open(folder.At("run/model.ecnn")).Contract!.Resize);
        for (int i = 0; i < 16; i++)
        {
            string name = folder.At($"large/{(i % 2 == 0 ? "c" : "d")}");
            Directory.CreateDirectory(name);
            PngWriter.Write($"{name}/{i}.png", new Image(40, 30, PixelFormat.Gray8, new byte[40 * 30]).View);
        }

        EdgecnnProcess.RunJson("train", "--from", folder.At("run/model.ecnn"), "--data", $"folder:{folder.At("large")}", "--epochs", "1", "--no-report", "--out", folder.At("large-run"));
        Assert.Equal(ResizeFilter.Area, ModelFile.Open(folder.At("large-run/model.ecnn")).Contract!.Resize);
    }

    [Fact]
    public void Train_LastPicturesOfSortedData_AreNoValidation()
    {
        folder.Fill("data/a", 20, 0);
        folder.Fill("data/b", 20, 3);
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"folder:{folder.At("data")}", "--validation", "0.2", "--validation-last", "--out", folder.At("no")).AssertRefused(2, "--validation-last", "1 of 2 classes");
    }

    [Fact]
    public void Train_FoldersInFolders_LearnsATreeAndTellsEachLevel()
    {
        folder.Fill("data/top/left", 30, 0);
        folder.Fill("data/top/right", 30, 1);
        folder.Fill("data/bottom/left", 30, 2);
        JsonElement levels = Train("mnist-cnn", $"tree:{folder.At("data")}").GetProperty("metrics").GetProperty("levels");
        Assert.Equal([2, 3], levels.EnumerateArray().Select(level => level.GetProperty("nodes").GetInt32()));
        Assert.All(levels.EnumerateArray(), level => Assert.InRange(level.GetProperty("top1").GetDouble(), 0.9, 1));
        NetworkGraph graph = ModelFile.Open(folder.At("run/model.ecnn"));
        Assert.Equal(["bottom/left", "top/left", "top/right"], graph.Contract!.Labels.ToArray());
        Assert.StartsWith("a tree", graph.Provenance["train.labels"], StringComparison.Ordinal);
    }

    [Fact]
    public void Train_FromModel_TrainsAHeadForOtherClassesAndQuantizesIt()
    {
        folder.Fill("old/a", 40, 0);
        folder.Fill("old/b", 40, 3);
        Train("mnist-cnn", $"folder:{folder.At("old")}");
        foreach (var (part, count) in new[] { ("train", 50), ("test", 20) })
        {
            folder.Fill($"new/{part}/x", count, 1);
            folder.Fill($"new/{part}/y", count, 2);
            folder.Fill($"new/{part}/z", count, 0, 3);
        }

        string[] from = ["--from", folder.At("run/model.ecnn")];
        JsonElement json = EdgecnnProcess.RunJson(["train", .. from, "--data", $"folder:{folder.At("new")}", "--threads", "1", "--quantize", "--out", folder.At("next")]);
        Assert.InRange(json.GetProperty("testAccuracy").GetDouble(), 0.95, 1);
        Assert.InRange(json.GetProperty("int8").GetProperty("metrics").GetProperty("top1").GetDouble(), 0.95, 1);
        NetworkGraph before = ModelFile.Open(folder.At("run/model.ecnn")), after = ModelFile.Open(folder.At("next/model.ecnn"));
        string weights = after.Nodes[0].Inputs[1];
        Assert.Equal(before.Constant<float>(before.Nodes[0].Inputs[1]), after.Constant<float>(weights));
        Assert.Equal(["x", "y", "z"], after.Contract!.Labels.ToArray());
        Assert.Equal("edgecnn train --from model.ecnn --data folder:DIR --freeze all --epochs 60 --batch 64 --seed 1 --lr 0.01", after.Provenance["train.command"]);
        // The same file as the command for it makes.
        Assert.Equal(0, EdgecnnProcess.Run("quantize", folder.At("next/model.ecnn"), "--calibrate", $"folder:{folder.At("new")}", "--out", folder.At("other.ecnn")).Code);
        Assert.Equal(File.ReadAllBytes(folder.At("other.ecnn")), File.ReadAllBytes(folder.At("next/int8.ecnn")));
        JsonElement top = EdgecnnProcess.RunJson("run", folder.At("next/int8.ecnn"), folder.At("new/test/z/007.png"), "--top", "1").GetProperty("pictures")[0].GetProperty("top");
        Assert.Equal("z", top[0].GetProperty("label").GetString());

        EdgecnnProcess.Run(["train", "mnist-cnn", .. from, "--data", $"folder:{folder.At("new")}", "--out", folder.At("no")]).AssertRefused(2, "ARCHITECTURE");
        EdgecnnProcess.Run(["train", .. from, "--freeze", "absent", "--data", $"folder:{folder.At("new")}", "--out", folder.At("no")]).AssertRefused(2, "absent", "dense");
        EdgecnnProcess.Run("train", "--from", folder.At("next/int8.ecnn"), "--data", $"folder:{folder.At("new")}", "--out", folder.At("no")).AssertRefused(3, "quantized");
    }

    /// <summary>A folder without parts has no pictures that chose nothing: a fifth of each class is kept back, so that the figure is one of new pictures.</summary>
    [Fact]
    public void Train_FolderWithoutParts_KeepsAFifthOfEachClassBack()
    {
        folder.Fill("data/a", 40, 0);
        folder.Fill("data/b", 20, 3);
        JsonElement run = Train("mnist-cnn", $"folder:{folder.At("data")}");
        Assert.Equal(12, run.GetProperty("testPictures").GetInt32());
        Assert.Contains("kept back", run.GetProperty("testedOn").GetString(), StringComparison.Ordinal);
        folder.Fill("few/a", 1, 0);
        folder.Fill("few/b", 1, 3);
        run = EdgecnnProcess.RunJson("train", "mnist-cnn", "--data", $"folder:{folder.At("few")}", "--epochs", "1", "--no-report", "--out", folder.At("few-run"));
        Assert.Equal(2, run.GetProperty("testPictures").GetInt32());
        Assert.Contains("training pictures", run.GetProperty("testedOn").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Networks with sigmoids, average pools, branches, and normalization behind activations have int8 models too.</summary>
    [Theory]
    [InlineData("mlp")]
    [InlineData("cifar-improved")]
    [InlineData("inception-v1")]
    public void Train_Quantize_WorksForEveryKindOfNetwork(string architecture)
    {
        folder.Fill("data/a", 6, 0);
        folder.Fill("data/b", 6, 3);
        JsonElement run = EdgecnnProcess.RunJson("train", architecture, "--size", "32", "--data", $"folder:{folder.At("data")}", "--epochs", "2", "--batch", "4", "--quantize", "--no-report", "--out", folder.At("run"));
        Assert.InRange(run.GetProperty("int8").GetProperty("top1").GetDouble() - run.GetProperty("testAccuracy").GetDouble(), -0.5, 0.5);
        Assert.Equal(0, EdgecnnProcess.Run("export", folder.At("run/int8.ecnn"), "--out", folder.At("run/int8.onnx")).Code);
    }

    [Fact]
    public void Train_NeitherArchitectureNorModel_IsUsageError()
    {
        folder.Fill("data/a", 2, 0);
        EdgecnnProcess.Run("train", "--data", $"folder:{folder.At("data")}", "--out", folder.At("no")).AssertRefused(2, "--from");
        EdgecnnProcess.Run("train", "mnist-cnn", "--freeze", "none", "--data", $"folder:{folder.At("data")}", "--out", folder.At("no")).AssertRefused(2, "--freeze");
    }

    private JsonElement Train(string architecture, string data, params string[] more) =>
        EdgecnnProcess.RunJson(["train", architecture, "--data", data, "--epochs", "6", "--batch", "10", "--threads", "1", "--out", folder.At("run"), .. more]);
}
