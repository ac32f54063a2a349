using EdgeCnn.Agent.Selftest;
using EdgeCnn.Agent.Tests.Selftest;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests;

public sealed class CheckedModelTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<string> warnings = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_RightKernels_WarnsOfNothing()
    {
        foreach (KernelSet set in KernelSets.Supported)
        {
            InferenceSession session = Open(SampleModel.Model, set);
            Assert.Equal(set.Name, session.Kernels);
        }

        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("linear-f32")]
    [InlineData("linear-int8")]
    [InlineData("depthwise-f32")]
    [InlineData("depthwise-int8")]
    public void Open_WrongKernel_IsLeftOutWithAWarningAndResultsAreRight(string wrong)
    {
        string path = Model(wrong);
        var set = new CannedKernels(wrong);
        InferenceSession trusting = InferenceSession.Load(path, new SessionOptions { KernelSet = set });
        Assert.Contains(trusting.Plan.Steps, step => step.Kernel == $"wrong-{wrong}");
        InferenceSession session = Open(path, set, KernelSets.Portable);
        Assert.DoesNotContain(session.Plan.Steps, step => step.Kernel == $"wrong-{wrong}");
        Assert.Equal("canned", session.Kernels);
        string warning = Assert.Single(warnings);
        Assert.Contains($"kernel wrong-{wrong} of set 'canned' is wrong on this processor", warning, StringComparison.Ordinal);
        byte[] right = Result(InferenceSession.Load(path, new SessionOptions { Kernels = "portable" }));
        Assert.Equal(right, Result(session));
        Assert.NotEqual(right, Result(trusting));
    }

    [Theory]
    [InlineData("linear-f32")]
    [InlineData("linear-int8")]
    [InlineData("depthwise-f32")]
    [InlineData("depthwise-int8")]
    public void Open_NoRightKernelInTheSet_TakesTheNextSet(string wrong)
    {
        string path = Model(wrong);
        InferenceSession session = Open(path, new CannedKernels(wrong, "alone"), KernelSets.Portable);
        Assert.Equal("portable", session.Kernels);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("Trying kernel set 'portable'", warnings[1], StringComparison.Ordinal);
        Assert.Equal(Result(InferenceSession.Load(path, new SessionOptions { Kernels = "portable" })), Result(session));
    }

    [Fact]
    public void Open_NoRightKernelInTheOnlySet_IsAnErrorAndNeverAWrongResult()
    {
        var error = Assert.Throws<EdgeCnnException>(() => Open(Model("linear-int8"), new CannedKernels("linear-int8", "alone")));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains("wrong-linear-int8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TuneFileForThisProcessorSetAndModel_IsUsed()
    {
        var (path, node, other) = Tuned("here", "portable", null);
        InferenceSession session = Open(path, KernelSets.Portable);
        Assert.Equal(other, session.Plan.Steps.Single(step => step.Node == node).Kernel);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("elsewhere", "portable", null, "is for processor elsewhere, this is here")]
    [InlineData("here", "neon", null, "is for kernel set 'neon'")]
    [InlineData("here", "portable", "00", "is for another model")]
    public void Open_TuneFileForAnother_IsIgnoredWithANote(string processor, string kernels, string? model, string why)
    {
        var (path, node, other) = Tuned(processor, kernels, model);
        InferenceSession session = Open(path, KernelSets.Portable);
        Assert.NotEqual(other, session.Plan.Steps.Single(step => step.Node == node).Kernel);
        Assert.Contains(why, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense", "no-such-kernel")]
    [InlineData("no-such-node", "f32-gemm-8x8-portable")]
    public void Open_TuneFileThatNamesWhatThereIsNot_IsIgnoredWithANote(string node, string kernel)
    {
        string path = Model("linear-f32");
        new TuneFile("here", "portable", AgentModel.Read(path).Fingerprint, new Dictionary<string, string> { [node] = kernel }).Write(TuneFile.PathOf(path));
        InferenceSession session = Open(path, KernelSets.Portable);
        Assert.All(session.Plan.Steps.Where(step => !step.Candidates.IsEmpty), step => Assert.Equal(step.Candidates[0], step.Kernel));
        Assert.Contains("is not used", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedTuneFile_IsIgnoredWithANote()
    {
        string path = Model("linear-f32");
        File.WriteAllText(TuneFile.PathOf(path), "{\"version\":1,");
        Open(path, KernelSets.Portable);
        Assert.Contains($"{TuneFile.PathOf(path)} cannot be read", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Quick_EveryKernelOfThisProcessor_RunsSomethingAndPasses()
    {
        foreach (KernelSet set in KernelSets.Supported)
        {
            // Pictures are prepared before any layer runs; a model names no kernel for it.
            string[] names = [.. KernelCheckTests.Kernels(set).Select(name => name.Split(' ')[1]).Where(name => !name.StartsWith("pixels", StringComparison.Ordinal))];
            SelftestCheck[] checks = [.. KernelCheck.Quick(set, names)];
            Assert.Equal(names, checks.Select(check => check.Kernel));
            Assert.All(checks, check => Assert.True(check.Passed && check.Checked > 0, $"{check}"));
        }
    }

    private InferenceSession Open(string path, params KernelSet[] sets) => new CheckedModel(sets, () => "here", warnings.Add).Open(AgentModel.Read(path), new SessionOptions());

    private (string Path, string Node, string Other) Tuned(string processor, string kernels, string? model)
    {
        string path = Model("linear-f32");
        PlanStepSummary step = InferenceSession.Load(path, new SessionOptions { Kernels = "portable" }).Plan.Steps.First(step => step.Candidates.Length > 1);
        var file = new TuneFile(processor, kernels, model ?? AgentModel.Read(path).Fingerprint, new Dictionary<string, string> { [step.Node] = step.Candidates[1] });
        file.Write(TuneFile.PathOf(path));
        return (path, step.Node, step.Candidates[1]);
    }

    private string Model(string kind) => folder.Put("m.ecnn", EcnnWriter.ToBytes(kind switch
    {
        "linear-f32" => SmallGraph.Build([1, 2, 3], [.. Enumerable.Range(0, 12).Select(i => i / 7f)]),
        "depthwise-f32" => Depthwise(DataType.Float32),
        "depthwise-int8" => Depthwise(DataType.UInt8),
        _ => Int8Dense(),
    }));

    private static NetworkGraph Int8Dense()
    {
        var builder = new NetworkGraphBuilder("int8");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 8), QuantParams.PerTensor(0.1f, 100)));
        builder.AddConstant<sbyte>(new TensorInfo("w", DataType.Int8, new Shape(3, 8), QuantParams.PerTensor(0.01f, 0)), [.. Enumerable.Range(0, 24).Select(i => (sbyte)((i * 11 % 200) - 100))]);
        builder.Add(new DenseNode { Name = "dense", Inputs = ["x", "w"], Output = "y" }, DataType.UInt8, QuantParams.PerTensor(0.2f, 120));
        builder.AddOutput("y");
        return builder.Build();
    }

    private static NetworkGraph Depthwise(DataType type)
    {
        bool codes = type != DataType.Float32;
        var builder = new NetworkGraphBuilder("depthwise");
        builder.AddInput(new TensorInfo("x", type, new Shape(1, 6, 5, 4), codes ? QuantParams.PerTensor(0.1f, 100) : null));
        if (codes)
            builder.AddConstant<sbyte>(new TensorInfo("w", DataType.Int8, new Shape(3, 3, 4), QuantParams.PerTensor(0.01f, 0)), [.. Enumerable.Range(0, 36).Select(i => (sbyte)((i * 11 % 200) - 100))]);
        else
            builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(3, 3, 4)), [.. Enumerable.Range(0, 36).Select(i => (i / 7f) - 2)]);
        var node = new DepthwiseConv2dNode { Name = "dw", Inputs = ["x", "w"], Output = "y", Window = Window.Same(3) };
        if (codes)
            builder.Add(node, type, QuantParams.PerTensor(0.2f, 120));
        else
            builder.Add(node);
        builder.AddOutput("y");
        return builder.Build();
    }

    private static byte[] Result(InferenceSession session)
    {
        byte[] output = new byte[session.Outputs[0].SizeBytes];
        new RandomInputs(session.Graph).Give(session);
        session.Run();
        session.CopyOutputBytes(0, output);
        return output;
    }
}
