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
        Assert.Equal(before.Tensor("x").Quant!.ZeroPoint, after.Tensor("x").Quant!.OwnZeroPoint);
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
    public void Run_PlainNumbersOf8Bits_StayAsTheyAre()
    {
        var builder = new NetworkGraphBuilder("plain");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 2)));
        builder.Add(new ReshapeNode { Name = "r", Inputs = ["x"], Output = "y", Target = new Shape(2) }, DataType.UInt8);
        builder.AddOutput("y");
        NetworkGraph graph = builder.Build();
        Assert.All(new MatchActivationSign(ActivationSign.Signed).Run(graph).Tensors, entry => Assert.Same(graph.Tensor(entry.Key), entry.Value));
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
        string copy = after.Nodes.Single().Inputs[1];
        Assert.Equal(DataType.Int8, after.Tensor(copy).Type);
        Assert.Equal(-8, after.Tensor(copy).Quant!.ZeroPoint);
        Assert.Equal([-128, -8, 127], after.Constant<sbyte>(copy).ToArray());
        Assert.Empty(GraphValidator.Check(after));
    }
}
