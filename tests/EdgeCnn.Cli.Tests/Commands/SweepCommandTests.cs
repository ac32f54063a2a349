using System.Text.Json;

namespace EdgeCnn.Cli.Tests.Commands;

[Collection(TinyMnistCollection.Name)]
public sealed class SweepCommandTests(TinyMnist tiny)
{
    [Fact]
    public void Sweep_TwoVariants_ComparesThemAndRunsNothingTwice()
    {
        string file = Write("sweep.yaml", "lr: 0.002"), folder = tiny.At("sweep");
        JsonElement first = EdgecnnProcess.RunJson("sweep", file, "--out", folder, "--threads", "1");
        Assert.Equal(["base-seed1", "base-seed2", "fast-seed1", "fast-seed2", "sweep.html", "sweep.png", "sweep.svg"], tiny.Files("sweep"));
        Assert.Equal(["history.csv", "history.json", "model.ecnn", "report.html", "run.json"], tiny.Files("sweep/fast-seed2"));
        Assert.Equal(["base", "base", "fast", "fast"], first.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("variant").GetString()));
        string html = File.ReadAllText(Path.Combine(folder, "sweep.html"));
        Assert.Contains("fast-seed2/report.html", html, StringComparison.Ordinal);

        DateTime model = File.GetLastWriteTimeUtc(Path.Combine(folder, "base-seed1", "model.ecnn"));
        CommandResult again = EdgecnnProcess.Run("sweep", Write("changed.yaml", "lr: 0.003"), "--out", folder, "--threads", "1");
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(model, File.GetLastWriteTimeUtc(Path.Combine(folder, "base-seed1", "model.ecnn")));
        Assert.Equal(2, again.Error.Split('\n').Count(line => line.Contains("is finished", StringComparison.Ordinal)));
        Assert.Equal(2, again.Error.Split('\n').Count(line => line.Contains("epoch 1/1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sweep_RecipeChangedAndThenStoppedEarly_LeavesNoCheckpointOfTheOldOne()
    {
        string folder = tiny.At("stale"), run = Path.Combine(folder, "base-seed1"), file = tiny.At("stale.yaml");
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, "checkpoint.bin"), "of another recipe");
        File.WriteAllText(Path.Combine(run, "command.txt"), "another command");
        // Diverges behind the note that names the new recipe, before the first checkpoint.
        File.WriteAllText(file, $"common: {{ architecture: mlp, data: '{tiny.Data}', optimizer: sgd, lr: 1e30 }}\nvariants: {{ base: }}\n");
        Assert.Equal(5, EdgecnnProcess.Run("sweep", file, "--out", folder).Code);
        Assert.NotEqual("another command", File.ReadAllText(Path.Combine(run, "command.txt")));
        Assert.False(File.Exists(Path.Combine(run, "checkpoint.bin")));
    }

    [Fact]
    public void Sweep_DataOfALaterVariantIsMissing_IsRefusedBeforeTheFirstIsTrained()
    {
        string file = tiny.At("late.yaml"), folder = tiny.At("late");
        File.WriteAllText(file, $"common: {{ architecture: mlp, epochs: 1, data: '{tiny.Data}' }}\nvariants: {{ base: , other: {{ data: 'mnist:{tiny.At("absent")}' }} }}\n");
        EdgecnnProcess.Run("sweep", file, "--out", folder).AssertRefused(3, "absent");
        Assert.Empty(tiny.Files("late"));
    }

    /// <summary>What one variant uses may be common to all; what none uses is refused.</summary>
    [Fact]
    public void Sweep_SettingThatIsIdleInSomeVariants_IsNoFault()
    {
        string file = tiny.At("idle.yaml");
        File.WriteAllText(file, $"common: {{ architecture: mlp, data: '{tiny.Data}', epochs: 1, batch: 24, optimizer: momentum, momentum: 0.8 }}\nvariants: {{ base: , adam: {{ optimizer: adam }} }}\n");
        CommandResult result = EdgecnnProcess.Run("sweep", file, "--out", tiny.At("idle"));
        Assert.True(result.Code == 0, result.Error);
        File.WriteAllText(file, $"common: {{ architecture: mlp, data: '{tiny.Data}', momentum: 0.8 }}\nvariants: {{ base: , other: {{ lr: 0.01 }} }}\n");
        EdgecnnProcess.Run("sweep", file, "--out", tiny.At("idle")).AssertRefused(2, "--momentum: adam has none");
    }

    [Fact]
    public void Sweep_WrongFile_IsRefusedBeforeAnythingIsWritten()
    {
        EdgecnnProcess.Run("sweep", Write("wrong.yaml", "lr: fast\n    epochs: 0"), "--out", tiny.At("none")).AssertRefused(2, "line 7", "line 8");
        EdgecnnProcess.Run("sweep", tiny.At("absent.yaml"), "--out", tiny.At("none")).AssertRefused(3, "absent.yaml");
        Assert.False(Directory.Exists(tiny.At("none")));
    }

    [Fact]
    public void Sweep_VariantThatDiverges_IsToldAndTheOthersRun()
    {
        string file = tiny.At("diverge.yaml"), folder = tiny.At("diverge");
        File.WriteAllText(file, $$"""
            common: { architecture: mlp, data: "{{tiny.Data}}", epochs: 1, batch: 24, optimizer: sgd }
            variants: { wild: { lr: 1e30 }, calm: { lr: 0.01 } }
            """);
        CommandResult result = EdgecnnProcess.Run("sweep", file, "--out", folder, "--threads", "1", "--json");
        Assert.Equal(5, result.Code);
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(["calm"], json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("variant").GetString()));
        JsonElement failure = Assert.Single(json.GetProperty("failures").EnumerateArray());
        Assert.Equal("wild", failure.GetProperty("variant").GetString());
        Assert.Contains("smaller learning rate", failure.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("diverged, not finished", File.ReadAllText(Path.Combine(folder, "sweep.html")), StringComparison.Ordinal);
    }

    private string Write(string name, string change)
    {
        string path = tiny.At(name);
        File.WriteAllText(path, $$"""
            title: Two rates
            common: { architecture: mlp, data: "{{tiny.Data}}", epochs: 1, batch: 24 }
            seeds: [1, 2]
            variants:
              base:
              fast:
                {{change}}
            """);
        return path;
    }
}
