using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public void Plan_Reshape_SharesItsInputsBytes()
    {
        Plan plan = Planner.Plan(Networks.Float(1), KernelSets.Portable, 1 << 20);
        Assert.Equal(["Conv2d", "MaxPool", "Dense"], plan.Steps.Select(step => step.Node.Op));
        Assert.Equal(plan.Steps[1].Output.Offset, plan.Steps[2].Inputs[0].Offset);
    }

    [Fact]
    public void Plan_WeightsThatAreNotConstant_NamesTheNode()
    {
        var builder = new NetworkGraphBuilder("dynamic");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4)));
        builder.AddInput(new TensorInfo("w", DataType.Float32, new Shape(2, 4)));
        builder.Add(new DenseNode { Name = "dense", Inputs = ["x", "w"], Output = "y" });
        builder.AddOutput("y");
        var error = Assert.Throws<GraphException>(() => Planner.Plan(builder.Build(), KernelSets.Portable, 1 << 20));
        Assert.Contains("Dense 'dense'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_HugeTensors_IsRefusedBeforeMemoryIsTaken()
    {
        var builder = new NetworkGraphBuilder("huge");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 20000, 20000, 1)));
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["x"], Output = "y", Kind = ActivationKind.Relu });
        builder.AddOutput("y");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<GraphException>(() => Planner.Plan(builder.Build(), KernelSets.Portable, 512L << 20));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }
}
