using EdgeCnn.Cli.Sweeps;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Sweeps;

public sealed class SweepFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-sweep-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_Overrides_ReplaceCommonSettings()
    {
        SweepPlan plan = SweepFile.Read(Write("""
            title: Two rates
            common: { architecture: mnist-cnn, data: "mnist:d", lr: 0.01, unit-scale: true, epochs: 3 }
            seeds: [4, 5]
            variants:
              base:
              slow, with dropout:
                lr: 0.0005
                dropout: 0.5
                unit-scale: false
                batch-norm: true
            """));
        Assert.Equal(("Two rates", 2), (plan.Title, plan.Variants.Count));
        Assert.Equal([4L, 5L], plan.Seeds);
        var (plain, slow) = (plan.Variants[0].Recipe, plan.Variants[1].Recipe);
        Assert.Equal(("mnist-cnn", "mnist:d", 0.01f, true, 3, 0f), (plain.Architecture, plain.Data, plain.LearningRate, plain.UnitScale, plain.Epochs, plain.Dropout));
        Assert.Equal((0.0005f, false, 3, 0.5f, true), (slow.LearningRate, slow.UnitScale, slow.Epochs, slow.Dropout, slow.BatchNorm));
        Assert.Equal("slow__with_dropout-seed5", SweepPlan.FolderOf(plan.Variants[1], 5));
    }

    [Fact]
    public void Read_ManyFaults_TellsAllWithTheirLines()
    {
        string path = Write("""
            common:
              architecture: resnet9
              data: mnist:d
              epochs: many
              speed: 3
              seed: 1
            seeds: [1, one, 1]
            variants:
              a:
                lr: -1
                optimizer: adamm
                schedule: sometimes
              b:
                dropout: [0.5]
              a/b:
                pool: 99
                validation: 1.5
              a_b:
            tittle: x
            """);
        var error = Assert.Throws<EdgeCnnException>(() => SweepFile.Read(path));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.DoesNotContain('\n', error.Message);
        foreach (string part in (string[])["line 2: architecture 'resnet9'", "line 4:", "many", "line 5: 'speed'", "line 6: seeds", "line 7: seeds", "line 10: --lr", "line 11: optimizer 'adamm'", "line 12: schedule 'sometimes'", "line 14: dropout", "and 4 more"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variants:\n  a:\n    data: mnist:d\n", "line 2: a: architecture is missing")]
    [InlineData("common: { architecture: mlp, data: 'mnist:d' }\n", "variants are missing")]
    [InlineData("common: { architecture: mlp, data: 'mnist:d' }\nvariants: []\n", "line 2: variants: expected names")]
    [InlineData("common: 3\nvariants: { a: }\n", "line 1: common: expected settings")]
    [InlineData("- a\n- b\n", "expected one document")]
    [InlineData("", "expected one document")]
    [InlineData("variants:\n  a: {lr: 1\n  b:\n", "bracket")]
    [InlineData("variants:\n  a:\n  a:\n", "line 3")]
    [InlineData("common: &all { data: 'mnist:d' }\nvariants:\n  a: *all\n", "line 3: aliases")]
    [InlineData("variants:\n  a: { architecture: mlp, data: 'mnist:d', width: 0.5 }\n", "line 2: a: architecture 'mlp' has no width; what can be set: dropout")]
    public void Read_WrongForm_SaysWhatWasExpected(string text, string part)
    {
        var error = Assert.Throws<EdgeCnnException>(() => SweepFile.Read(Write(text)));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    /// <summary>What would use up the stack of a reader that goes down by itself, or the memory.</summary>
    [Fact]
    public void Read_NestedOrLongWithoutEnd_IsRefused()
    {
        Assert.Contains("nested too deeply", Assert.Throws<EdgeCnnException>(() => SweepFile.Read(Write(new string('[', 200_000)))).Message, StringComparison.Ordinal);
        Assert.Contains("256 KiB", Assert.Throws<EdgeCnnException>(() => SweepFile.Read(Write($"variants: {{ a: }}\n{new string('#', 300_000)}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TaskAndModelToStartFrom_AreSettingsLikeOthers()
    {
        SweepPlan plan = SweepFile.Read(Write("""
            common: { data: "folder:d" }
            variants:
              head: { from: base.onnx, task: "binary:cat", freeze: all }
              whole: { architecture: resnet8, task: hierarchical }
            """));
        Assert.Equal(("base.onnx", "", "binary:cat", "all"), (plan.Variants[0].Recipe.From, plan.Variants[0].Recipe.Architecture, plan.Variants[0].Recipe.Task, plan.Variants[0].Recipe.Freeze));
        Assert.Equal(("", "resnet8", "hierarchical"), (plan.Variants[1].Recipe.From, plan.Variants[1].Recipe.Architecture, plan.Variants[1].Recipe.Task));
    }

    [Fact]
    public void Read_CommittedCourse_HasItsFiveCasesBesideTheBase()
    {
        SweepPlan plan = SweepFile.Read(Path.Combine(TestData.Root!, "src", "EdgeCnn.Training", "Recipes", "course-cifar.yaml"));
        Assert.Equal(["base", "pool 1x1", "filters 64-64-64", "adam", "dropout 0.5", "dropout 0.2"], plan.Variants.Select(variant => variant.Name));
        Assert.All(plan.Variants, variant => Assert.Equal(("cifar-seed", 20, 256, 0.001f, "constant", 0.2, true, true), (variant.Recipe.Architecture, variant.Recipe.Epochs, variant.Recipe.Batch, variant.Recipe.LearningRate, variant.Recipe.Schedule, variant.Recipe.Validation, variant.Recipe.ValidationLast, variant.Recipe.UnitScale)));
        Assert.Equal([2, 1, 2, 2, 2, 2], plan.Variants.Select(variant => variant.Recipe.Pool));
        Assert.Equal(["", "", "64-64-64", "", "", ""], plan.Variants.Select(variant => variant.Recipe.Filters));
        Assert.Equal(["rmsprop", "rmsprop", "rmsprop", "adam", "rmsprop", "rmsprop"], plan.Variants.Select(variant => variant.Recipe.Optimizer));
        Assert.Equal([0, 0, 0, 0, 0.5f, 0.2f], plan.Variants.Select(variant => variant.Recipe.Dropout));
    }

    [Theory]
    [InlineData("course-mnist.yaml", 5)]
    [InlineData("course-mlp.yaml", 13)]
    public void Read_CommittedSweeps_AreWhole(string name, int variants) =>
        Assert.Equal(variants, SweepFile.Read(Path.Combine(TestData.Root!, "src", "EdgeCnn.Training", "Recipes", name)).Variants.Count);

    private string Write(string text)
    {
        string path = Path.Combine(folder, "sweep.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
