using EdgeCnn.Graph;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

public sealed class KernelPickerTests
{
    private static readonly SessionOptions Portable = new() { Kernels = "portable" };

    [Theory]
    [InlineData("float")]
    [InlineData("int8")]
    public void Plan_WithoutWishes_TakesTheFirstCandidate(string network)
    {
        PlanSummary plan = Session(network, Portable).Plan;
        Assert.All(plan.Steps.Where(step => !step.Candidates.IsEmpty), step => Assert.Equal(step.Candidates[0], step.Kernel));
        Assert.Equal(["conv", "dense"], plan.Steps.Where(step => !step.Candidates.IsEmpty).Select(step => step.Node));
        Assert.Equal(2, Dense(plan).Candidates.Length);
    }

    [Fact]
    public void Plan_WithoutTheCheapest_TakesTheNextAndGivesTheSameBytes()
    {
        InferenceSession before = Session("int8", Portable);
        string[] candidates = [.. Dense(before.Plan).Candidates];
        InferenceSession after = Session("int8", Portable with { WithoutKernels = [candidates[0]] });
        Assert.Equal(candidates[1..], Dense(after.Plan).Candidates.ToArray());
        Assert.Equal(candidates[1], Dense(after.Plan).Kernel);
        Assert.DoesNotContain(after.Plan.Steps, step => step.Kernel == candidates[0]);
        Assert.Equal(Result(before), Result(after));
    }

    [Theory]
    [InlineData("float")]
    [InlineData("int8")]
    public void Plan_KernelChosenForANode_IsTakenThereOnlyAndGivesTheSameBytes(string network)
    {
        InferenceSession before = Session(network, Portable);
        string other = Dense(before.Plan).Candidates[1];
        InferenceSession after = Session(network, Portable with { KernelChoices = new Dictionary<string, string> { ["dense"] = other } });
        Assert.Equal(other, Dense(after.Plan).Kernel);
        Assert.Equal(before.Plan.Steps[0].Kernel, after.Plan.Steps[0].Kernel);
        Assert.Equal(Dense(before.Plan).Candidates.ToArray(), Dense(after.Plan).Candidates.ToArray());
        Assert.Equal(Result(before), Result(after));
    }

    [Fact]
    public void Plan_ChoiceThatIsLeftOut_FallsToTheCheapestOfTheOthers()
    {
        string[] candidates = [.. Dense(Session("float", Portable).Plan).Candidates];
        InferenceSession session = Session("float", Portable with { WithoutKernels = [candidates[1]], KernelChoices = new Dictionary<string, string> { ["dense"] = candidates[1] } });
        Assert.Equal(candidates[0], Dense(session.Plan).Kernel);
    }

    [Fact]
    public void Plan_EveryCandidateLeftOut_SaysWhichLayerHasNone()
    {
        string[] candidates = [.. Dense(Session("int8", Portable).Plan).Candidates];
        var error = Assert.Throws<EdgeCnnException>(() => Session("int8", Portable with { WithoutKernels = candidates }));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains("'conv'", error.Message, StringComparison.Ordinal);
        Assert.Contains(candidates[1], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense", "no-such-kernel")]
    [InlineData("dense", "f32-gemv-1x16-portable")]
    [InlineData("no-such-node", "int8-gemm-8x8c4-portable")]
    [InlineData("pool", "int8-gemm-8x8c4-portable")]
    [InlineData("", "")]
    public void Plan_ChoiceThatDoesNotFit_IsUsageErrorThatNamesIt(string node, string kernel)
    {
        var error = Assert.Throws<EdgeCnnException>(() => Session("int8", Portable with { KernelChoices = new Dictionary<string, string> { [node] = kernel } }));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains($"'{node}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_EqualCosts_KeepTheirOrder()
    {
        var candidates = new KernelCandidates<string>();
        foreach (var (name, cost) in ((string, double)[])[("c", 3), ("a", 1), ("b1", 2), ("b2", 2), ("a2", 1)])
            candidates.Add(name, name, cost);
        Assert.Equal(["a", "a2", "b1", "b2", "c"], candidates.Names().ToArray());
        candidates.Remove(["a", "b2", "x"]);
        Assert.Equal(["a2", "b1", "c"], candidates.Names().ToArray());
        Assert.Equal("b1", candidates.Find("b1"));
        Assert.Null(candidates.Find("a"));
    }

    private static InferenceSession Session(string network, SessionOptions options) =>
        InferenceSession.Create(network == "int8" ? Networks.Int8(1) : Networks.Float(1), options);

    private static PlanStepSummary Dense(PlanSummary plan) => plan.Steps.Single(step => step.Node == "dense");

    private static byte[] Result(InferenceSession session)
    {
        byte[] input = Networks.RandomCodes(5, session.Inputs[0].SizeBytes), output = new byte[session.Outputs[0].SizeBytes];
        // Any bits are codes, but not any are numbers.
        if (session.Inputs[0].Type == DataType.Float32)
            input = [.. Enumerable.Range(0, input.Length / 4).SelectMany(i => BitConverter.GetBytes((i % 7) - 3.5f))];
        session.SetInputBytes(0, input);
        session.Run();
        session.CopyOutputBytes(0, output);
        return output;
    }
}
