using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

public sealed class PlanSummaryTests
{
    [Fact]
    public void Plan_OfANetwork_SaysWhatEachStepCosts()
    {
        PlanSummary plan = InferenceSession.Create(Networks.Float(1), new SessionOptions { Kernels = "portable" }).Plan;
        Assert.Equal(("float", "portable"), (plan.Name, plan.Kernels));
        Assert.Equal(["Conv2d", "MaxPool", "Dense"], plan.Steps.Select(step => step.Op));
        Assert.Equal([0, 1, 2], plan.Steps.Select(step => step.Index));
        Assert.Equal(["conv", "pool", "dense"], plan.Steps.Select(step => step.Node));
        Assert.Equal([8 * 6 * 5 * 27L, 0, 240], plan.Steps.Select(step => step.MultiplyAdds));
        Assert.Equal([(5 * 27) + 5L, 0, 240], plan.Steps.Select(step => step.Parameters));
        Assert.Equal(380, plan.Parameters);
        Assert.Equal(plan.Steps.Sum(step => step.WeightBytes), plan.PackedWeightBytes);
        Assert.True(plan.PackedWeightBytes >= 4 * plan.Parameters);
        Assert.Equal(new Shape(1, 8, 6, 5), plan.Steps[0].Output.Shape);
        Assert.Equal(8 * 6 * 5 * 4, plan.Steps[0].Output.Bytes);
        // In whole cache lines.
        Assert.Equal((plan.Steps.Max(step => step.ScratchBytes) + 63) / 64 * 64, plan.ScratchBytes);
    }

    [Fact]
    public void Plan_TensorBehindAReshape_NamesItsOrigin()
    {
        PlanSummary plan = InferenceSession.Create(Networks.Float(1)).Plan;
        PlanTensorSummary read = Assert.Single(plan.Steps[2].Inputs);
        Assert.Equal(("y4", "y3"), (read.Name, read.Origin));
        Assert.Equal((plan.Steps[1].Output.Name, plan.Steps[1].Output.ArenaOffset), (read.Origin, read.ArenaOffset));
    }

    [Fact]
    public void Plan_ConstantsAndStepsInPlace_AreTold()
    {
        var builder = new NetworkGraphBuilder("sum");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 3)));
        builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, new Shape(1, 3)), [1f, 2f, 3f]);
        builder.Add(new AddNode { Name = "a", Inputs = ["x", "c"], Output = "a" });
        builder.Add(new AddNode { Name = "b", Inputs = ["a", "c"], Output = "y" });
        builder.AddOutput("y");
        PlanSummary plan = InferenceSession.Create(builder.Build()).Plan;
        Assert.All(plan.Steps, step => Assert.Null(step.Inputs[1].ArenaOffset));
        Assert.All(plan.Steps, step => Assert.True(step.InPlace));
        Assert.Equal((3, 64L, 64L), (plan.Parameters, plan.ActivationBytes, plan.ActivationLowerBound));
    }

    [Fact]
    public void Create_WithoutAPass_LeavesItOut()
    {
        Assert.DoesNotContain(InferenceSession.Create(Networks.Float(1)).Plan.Steps, step => step.Op == "Activation");
        var session = InferenceSession.Create(Networks.Float(1), new SessionOptions { WithoutPasses = ["fuse-activation"] });
        PlanStepSummary relu = Assert.Single(session.Plan.Steps, step => step.Op == "Activation");
        Assert.True(relu.InPlace);
        float[] x = [.. Enumerable.Range(0, 144).Select(i => MathF.Sin(i))], fused = new float[4], alone = new float[4];
        InferenceSession.Create(Networks.Float(1)).Run<float, float>(x, fused);
        session.Run<float, float>(x, alone);
        Assert.Equal(fused, alone);
    }

    [Fact]
    public void Create_WithoutAnUnknownPass_IsAUsageErrorThatListsTheKnown()
    {
        var error = Assert.Throws<EdgeCnnException>(() => InferenceSession.Create(Networks.Float(1), new SessionOptions { WithoutPasses = ["fuse-everything"] }));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("fuse-activation", error.Message, StringComparison.Ordinal);
    }
}
