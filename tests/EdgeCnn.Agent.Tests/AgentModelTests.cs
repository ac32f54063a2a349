using EdgeCnn.Bundles;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests;

public sealed class AgentModelTests
{
    [Fact]
    public void Open_ModelFile_GivesASessionWithItsContract()
    {
        InferenceSession session = AgentModel.Open(SampleModel.Model, new SessionOptions());
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], session.Contract!.Labels.ToArray());
    }

    [Theory]
    [InlineData("model.ecnnb")]
    [InlineData("MODEL.ECNNB")]
    public void Open_Bundle_GivesTheModelInside(string name)
    {
        using var folder = new TestFolder();
        string path = Path.Combine(folder.Root, name);
        byte[] model = File.ReadAllBytes(SampleModel.Model);
        BundleWriter.Write(path, "mnist", new Dictionary<string, ReadOnlyMemory<byte>> { ["model.ecnn"] = model }, DateTime.UtcNow);
        InferenceSession session = AgentModel.Open(path, new SessionOptions { Kernels = "portable" });
        Assert.Equal(("mnist-cnn", "portable"), (session.Graph.Name, session.Kernels));
    }

    [Fact]
    public void Open_DamagedBundle_IsBadData()
    {
        using var folder = new TestFolder();
        string path = folder.Put("x.ecnnb", File.ReadAllBytes(SampleModel.Model));
        AssertRefused(path, "x.ecnnb");
    }

    [Fact]
    public void Open_NoContract_SaysSo() => Refused(SmallGraph.Build([1, 2], contract: false), "no input contract");

    [Theory]
    [InlineData(ModelTask.Multilabel, 3)]
    [InlineData(ModelTask.Binary, 1)]
    [InlineData(ModelTask.Binary, 2)]
    public void Open_OtherTask_IsTaken(ModelTask task, int outputs)
    {
        using var folder = new TestFolder();
        string path = folder.Put("other.ecnn", EcnnWriter.ToBytes(SmallGraph.Build(new float[outputs], task: task)));
        Assert.Equal(task, AgentModel.Open(path, new SessionOptions()).Contract!.Task);
    }

    [Fact]
    public void Open_BinaryModelOfThreeLabels_SaysSo() => Refused(SmallGraph.Build([1, 2, 3], task: ModelTask.Binary), "Binary model of 3 labels");

    [Fact]
    public void Open_ModelOfSeveralPictures_SaysSo() => Refused(SmallGraph.Build([1, 2], pictures: 2), "4 outputs for 2 labels");

    [Fact]
    public void Open_Missing_IsBadDataThatNamesTheFile()
    {
        AssertRefused("no-such-model.ecnn", "no-such-model.ecnn");
        AssertRefused("no-such-bundle.ecnnb", "no-such-bundle.ecnnb");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(500)]
    [InlineData(100_000)]
    public void Open_CutOff_IsBadData(int length)
    {
        using var folder = new TestFolder();
        AssertRefused(folder.Put("cut.ecnn", File.ReadAllBytes(SampleModel.Model).AsSpan(0, length)), "cut.ecnn");
    }

    private static void Refused(NetworkGraph graph, string why)
    {
        using var folder = new TestFolder();
        AssertRefused(folder.Put("other.ecnn", EcnnWriter.ToBytes(graph)), why);
    }

    private static void AssertRefused(string path, string why)
    {
        var error = Assert.ThrowsAny<EdgeCnnException>(() => AgentModel.Open(path, new SessionOptions()));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
