using EdgeCnn.Bundles.Golden;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Tests.Golden;

public sealed class GoldenMakerTests
{
    [Fact]
    public void Make_CommittedModel_GivesTheCommittedVectors()
    {
        GoldenSet committed = GoldenSet.Read(GoldenSet.ManifestOf(TinyMnist.Committed));
        var (manifest, data) = GoldenMaker.Make(File.ReadAllBytes(TinyMnist.Committed), TinyMnist.Committed, committed.Manifest.Vectors, committed.Manifest.Seed, _ => { }, CancellationToken.None);
        Assert.Equal(committed.Manifest.DataSha256, GoldenSet.Hash(data));
        Assert.Equal((committed.Manifest.ModelSha256, committed.Manifest.Model, GoldenArithmetic.Int8), (manifest.ModelSha256, manifest.Model, manifest.Arithmetic));
    }

    [Fact]
    public void Make_FloatModel_SaysSo() =>
        Assert.Equal(GoldenArithmetic.Float, GoldenMaker.Make(EcnnWriter.ToBytes(SmallModels.Pixels(softmax: true)), "m.ecnn", 1, 1, _ => { }, CancellationToken.None).Manifest.Arithmetic);

    [Fact]
    public void Make_MoreThanAFileHolds_IsUsageError() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => GoldenMaker.Make(EcnnWriter.ToBytes(SmallModels.Sum()), "m.ecnn", int.MaxValue, 1, _ => { }, CancellationToken.None)).ExitCode);

    [Fact]
    public void Make_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => GoldenMaker.Make(EcnnWriter.ToBytes(SmallModels.Sum()), "m.ecnn", 1, 1, _ => { }, new CancellationToken(canceled: true)));
}
