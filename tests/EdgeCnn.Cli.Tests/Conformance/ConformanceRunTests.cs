using EdgeCnn.Cli.Conformance;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Conformance;

/// <summary>Models of others against ONNX Runtime's results, which lie beside them.</summary>
public sealed class ConformanceRunTests
{
    private static readonly Tolerance Loose = new(1e-3, 1e-5);

    [SharedDataFact("perf-models")]
    public void Run_PerformanceModels_AllPassAndInt8LogitsAreExact() => AllExact("perf-models");

    [SharedDataFact("onnx-model-tests")]
    public void Run_TrainedModels_AllPassAndInt8LogitsAreExact() => AllExact("onnx-model-tests");

    [SharedDataFact("onnx-node")]
    public void Run_NodeTests_NearlyAllPassAndNoneIsWrong()
    {
        string folder = TestData.Shared("onnx-node");
        HashSet<string> core = [.. File.ReadLines(Path.Combine(folder, "INDEX.tsv")).Select(line => line.Split('\t')).Where(row => row[1] == "core").Select(row => row[0])];
        ConformanceCase[] results = RunAll("onnx-node");
        ConformanceCase[] ofCore = [.. results.Where(result => core.Contains(result.Name))];
        Assert.True(ofCore.Length > 200, $"{ofCore.Length} core tests");
        Assert.True(ofCore.Count(Passed) >= 0.98 * ofCore.Length, Missing(ofCore));
        Assert.True(results.Count(Passed) >= 0.9 * results.Length, Missing(results));
    }

    [SharedDataFact("onnx-node")]
    public void Run_FurtherTests_NearlyAllPassAndNoneIsWrong()
    {
        ConformanceCase[] results = [.. new[] { "onnx-node-pytorch-converted", "onnx-node-pytorch-operator", "onnx-node-simple" }.SelectMany(RunAll)];
        Assert.True(results.Count(Passed) >= 0.95 * results.Length, Missing(results));
    }

    [Fact]
    public void Find_NoFolder_SaysWhatToDo()
    {
        var error = Assert.Throws<EdgeCnnException>(() => ConformanceTest.Find("/no/such/folder", null));
        Assert.StartsWith("/no/such/folder: cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check the path and the rights.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_FolderWithoutTests_SaysWhatItLooksFor()
    {
        string folder = Directory.CreateTempSubdirectory("conformance").FullName;
        var error = Assert.Throws<EdgeCnnException>(() => ConformanceTest.Find(folder, null));
        Assert.Contains("model.onnx", error.Message, StringComparison.Ordinal);
        Directory.Delete(folder);
    }

    [Fact]
    public void Run_ModelThatIsNone_IsUnsupportedWithAReason()
    {
        string folder = Directory.CreateTempSubdirectory("conformance").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "test_data_set_0"));
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "not a model");
        ConformanceCase result = new ConformanceRun(null, Loose).Run(ConformanceTest.Find(folder, null).Single());
        Assert.Equal("unsupported", result.Result);
        Assert.Contains("not an ONNX model", result.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Export or download it again.", result.Reason, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1.0, 1.0005, true)]
    [InlineData(1.0, 1.002, false)]
    [InlineData(0.0, 9e-6, true)]
    [InlineData(0.0, 2e-5, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true)]
    [InlineData(1.0, double.NaN, false)]
    public void Tolerance_IsRelativePlusAbsolute(double expected, double got, bool allowed) => Assert.Equal(allowed, Loose.Allows(expected, got));

    private static bool Passed(ConformanceCase result) => result.Result == "passed";

    private static string Missing(IEnumerable<ConformanceCase> results) => string.Join('\n', results.Where(result => !Passed(result)).Select(result => $"{result.Name}: {result.Reason}"));

    private static ConformanceCase[] RunAll(string folder)
    {
        ConformanceCase[] results = [.. ConformanceTest.Find(TestData.Shared(folder), null).Select(new ConformanceRun(null, Loose).Run)];
        Assert.DoesNotContain(results, result => result.Result == "failed");
        Assert.All(results.Where(result => !Passed(result)), result => Assert.False(string.IsNullOrEmpty(result.Reason)));
        // Some tests expect infinities and NaN, which --json could not write.
        Assert.All(results, result => Assert.True(double.IsFinite(result.MaxAbsErr) && double.IsFinite(result.OutputRange), $"{result.Name}: error {result.MaxAbsErr} of {result.OutputRange}"));
        return results;
    }

    private static void AllExact(string folder)
    {
        foreach (ConformanceCase result in RunAll(folder))
        {
            Assert.True(Passed(result), $"{result.Name}: {result.Reason}");
            // Behind a softmax the last float operation is ours; the codes before it are compared through it.
            double allowed = result.Name.Contains("_int8", StringComparison.Ordinal) ? 1e-7 : 1e-4 * result.OutputRange;
            Assert.True(result.MaxAbsErr <= allowed, $"{result.Name}: error {result.MaxAbsErr} of {result.OutputRange}");
        }
    }
}
