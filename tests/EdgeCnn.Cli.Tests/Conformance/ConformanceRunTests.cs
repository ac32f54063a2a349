using EdgeCnn.Cli.Conformance;

namespace EdgeCnn.Cli.Tests.Conformance;

/// <summary>Models of others against ONNX Runtime's results, which lie beside them.</summary>
public sealed class ConformanceRunTests
{
    private static readonly Tolerance Loose = new(1e-3, 1e-5);

    [SharedDataFact("perf-models")]
    public void Run_PerformanceModels_AllPassAndInt8LogitsAreExact()
    {
        foreach (string folder in Directory.GetDirectories(TestData.Shared("perf-models")).Order())
        {
            ConformanceCase result = new ConformanceRun(null, Loose).Run(folder);
            Assert.True(result.Result == "passed", $"{result.Name}: {result.Result}, {result.Reason}");
            // Behind a softmax the last float operation is ours; the codes before it are compared through it.
            double allowed = result.Name.EndsWith("_int8", StringComparison.Ordinal) ? 1e-7 : 1e-4;
            Assert.True(result.MaxAbsErr <= allowed, $"{result.Name}: error {result.MaxAbsErr}");
        }
    }

    [SharedDataTheory("onnx-model-tests")]
    [InlineData("ic_resnet8_fp32")]
    [InlineData("ic_resnet8_int8_qdq")]
    [InlineData("vww_mobilenetv1_025_96_fp32")]
    [InlineData("vww_mobilenetv1_025_96_int8_qdq")]
    public void Run_MlperfTinyModels_Pass(string name)
    {
        ConformanceCase result = new ConformanceRun(null, Loose).Run(Path.Combine(TestData.Shared("onnx-model-tests"), name));
        Assert.True(result.Result == "passed", $"{name}: {result.Reason}");
        Assert.True(result.MaxAbsErr <= (name.Contains("int8", StringComparison.Ordinal) ? 1e-7 : 1e-4), $"{name}: error {result.MaxAbsErr}");
    }

    [SharedDataFact("onnx-node")]
    public void Run_NodeTests_NeverGiveAWrongAnswer()
    {
        var results = Directory.GetDirectories(TestData.Shared("onnx-node")).Where(folder => File.Exists(Path.Combine(folder, "model.onnx"))).Select(new ConformanceRun(null, Loose).Run).ToList();
        Assert.DoesNotContain(results, result => result.Result == "failed");
        Assert.All(results.Where(result => result.Result == "unsupported"), result => Assert.False(string.IsNullOrEmpty(result.Reason)));
        Assert.True(results.Count(result => result.Result == "passed") >= 16);
    }

    [Fact]
    public void Run_FolderWithoutModel_IsUnsupportedWithAReason()
    {
        string folder = Directory.CreateTempSubdirectory("conformance").FullName;
        ConformanceCase result = new ConformanceRun(null, Loose).Run(folder);
        Assert.Equal("unsupported", result.Result);
        Assert.Contains("model.onnx", result.Reason, StringComparison.Ordinal);
        Directory.Delete(folder);
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
}
