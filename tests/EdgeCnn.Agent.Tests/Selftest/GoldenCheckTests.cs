using EdgeCnn.Agent.Selftest;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Selftest;

public sealed class GoldenCheckTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_RightVectors_Pass(string kernels)
    {
        SelftestCheck check = GoldenCheck.Run(GoldenFiles.Write(folder, "m"), kernels);
        Assert.Equal(new SelftestCheck(Path.Combine(folder.Root, "m.golden.json"), true, 3, $"Float, kernels {kernels}, 3 vectors equal to portable"), check);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_CommittedModel_KeepsItsVectors(string kernels)
    {
        string manifest = Assert.Single(GoldenCheck.Find(SampleModel.Folder));
        SelftestCheck check = GoldenCheck.Run(manifest, kernels);
        Assert.True(check.Passed, check.Detail);
        Assert.Equal(3, check.Checked);
    }

    [Fact]
    public void Run_WrongOutput_NamesVectorElementAndBothValues()
    {
        string manifest = GoldenFiles.Write(folder, "m");
        // The sign of vector 1's second output: 24 bytes a vector, 16 of input, 4 of the first output, the last byte.
        GoldenFiles.Bend(Path.Combine(folder.Root, "m.golden.bin"), 24 + 16 + 7, 0x80);
        SelftestCheck check = GoldenCheck.Run(manifest, null);
        Assert.Equal((false, 2), (check.Passed, check.Checked));
        Assert.Contains("vector 1, output 'logits' Float32[1,2], element 1: expected 2, got -2 (largest difference of all elements 4)", check.Detail, StringComparison.Ordinal);
        Assert.Contains("it was changed", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ChangedInputThatChangesNothing_FailsAllTheSame()
    {
        string manifest = GoldenFiles.Write(folder, "m");
        GoldenFiles.Bend(Path.Combine(folder.Root, "m.golden.bin"), 15, 1);
        SelftestCheck check = GoldenCheck.Run(manifest, null);
        Assert.False(check.Passed);
        Assert.Contains("SHA-256", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OtherModelOrNone_Fails()
    {
        string manifest = GoldenFiles.Write(folder, "m");
        folder.Put("m.ecnn", EcnnWriter.ToBytes(SmallGraph.Build([1, -3], [1, 0, 0, 0, 0, 0, 0, 0])));
        Assert.Contains("is another model", GoldenCheck.Run(manifest, null).Detail, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.Root, "m.ecnn"));
        Assert.Contains("m.ecnn", GoldenCheck.Run(manifest, null).Detail, StringComparison.Ordinal);
        Assert.False(GoldenCheck.Run(manifest, null).Passed);
    }

    [Fact]
    public void Run_VectorsForOtherTensors_Fails()
    {
        string manifest = GoldenFiles.Write(folder, "m");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"logits\"", "\"scores\"", StringComparison.Ordinal));
        SelftestCheck check = GoldenCheck.Run(manifest, null);
        Assert.False(check.Passed);
        Assert.Contains("scores Float32[1,2]", check.Detail, StringComparison.Ordinal);
        Assert.Contains("logits Float32[1,2]", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Folder_GivesManifestsAtAnyDepthInOrder()
    {
        string b = GoldenFiles.Write(folder, "x/b"), a = GoldenFiles.Write(folder, "a");
        folder.Put("golden.json", "{}"u8);
        Assert.Equal([a, b], GoldenCheck.Find(folder.Root));
    }

    [Fact]
    public void Find_NothingThere_IsBadDataThatNamesTheFolder()
    {
        foreach (string path in (string[])[folder.Root, Path.Combine(folder.Root, "absent")])
        {
            var error = Assert.Throws<EdgeCnnException>(() => GoldenCheck.Find(path));
            Assert.Equal(ExitCode.BadData, error.ExitCode);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(path == folder.Root ? "Make some: " : "Check the path and the rights.", error.Message, StringComparison.Ordinal);
        }
    }
}
