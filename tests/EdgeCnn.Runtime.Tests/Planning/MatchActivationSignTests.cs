using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Tests.Planning;

public sealed class MatchActivationSignTests
{
    [Fact]
    public void Run_UnsignedGraphForSignedKernels_MovesZeroPointsAndLeavesWeights()
    {
        NetworkGraph before = Networks.Int8(1), after = new MatchActivationSign(ActivationSign.Signed).Run(before);
        Assert.Equal(DataType.Int8, after.Tensor("x").Type);
        Assert.Equal(before.Tensor("x").Quant!.ZeroPoint - 128, after.Tensor("x").Quant!.ZeroPoint);
        Assert.Equal(before.Tensor("w1"), after.Tensor("w1"));
        Assert.Empty(GraphValidator.Check(after));
    }

    [Fact]
    public void Run_GraphInTheWantedSign_ChangesNothing()
    {
        NetworkGraph graph = Networks.Int8(1);
        Assert.All(new MatchActivationSign(ActivationSign.Unsigned).Run(graph).Tensors, entry => Assert.Same(graph.Tensor(entry.Key), entry.Value));
    }

    [Fact]
    public void Run_PlainIntegers_StayAsTheyAre()
    {
        var builder = new NetworkGraphBuilder("plain");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(3)));
        builder.Add(new UnaryNode { Name = "n", Inputs = ["x"], Output = "y", Kind = UnaryKind.Neg }, DataType.UInt8);
        builder.AddOutput("y");
        NetworkGraph after = new MatchActivationSign(ActivationSign.Signed).Run(builder.Build());
        Assert.All(after.Tensors, entry => Assert.Equal(DataType.UInt8, entry.Value.Type));
    }

    [Fact]
    public void Run_ConstantReadWithActivations_MovesItsCodesToo()
    {
        var quant = QuantParams.PerTensor(0.1f, 120);
        var builder = new NetworkGraphBuilder("constant");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(3), quant));
        builder.AddConstant<byte>(new TensorInfo("c", DataType.UInt8, new Shape(3), quant), [0, 120, 255]);
        builder.Add(new ConcatNode { Name = "n", Inputs = ["x", "c"], Output = "y" }, DataType.UInt8, quant);
        builder.AddOutput("y");
        NetworkGraph after = new MatchActivationSign(ActivationSign.Signed).Run(builder.Build());
        Assert.Equal(DataType.Int8, after.Tensor("c").Type);
        Assert.Equal(-8, after.Tensor("c").Quant!.ZeroPoint);
        Assert.Equal([-128, -8, 127], after.Constant<sbyte>("c").ToArray());
        Assert.Empty(GraphValidator.Check(after));
    }
}
