using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Planning;
using Codes = EdgeCnn.Testing.ReferenceCodes.Codes;

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

    /// <summary>Operators whose rules see the model's own codes, in plans that move codes and in those that do not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_RulesOfOwnCodes_AreEqualInEveryForm(bool unsigned)
    {
        var random = new Random(3);
        for (int round = 0; round < 40; round++)
        {
            // Few bits, so that many results lie on halves.
            Codes x = Codes.Random(random, unsigned, 0.25f), b = Codes.Random(random, unsigned, 0.5f), y = Codes.Random(random, unsigned, round % 2 == 0 ? 0.75f : 0.5f);
            int[] codes = [.. Enumerable.Range(0, 48).Select(_ => x.Lowest + random.Next(256))], constant = [.. Enumerable.Range(0, 3).Select(_ => b.Lowest + random.Next(256))];
            NetworkGraph graph = OwnCodes(x, b, y, [.. constant.Select(code => (byte)code)]);
            foreach (KernelSet kernels in KernelSets.Supported)
            {
                InferenceSession session = InferenceSession.Create(graph, new SessionOptions { Kernels = kernels.Name });
                session.SetInput<byte>("x", [.. codes.Select(code => (byte)code)]);
                session.Run();
                Assert.Equal(codes.Select((code, i) => (byte)ReferenceCodes.Sum(x, b, y, code, constant[i % 3])), Output(session, "sum", 48));
                Assert.Equal(codes.Select((code, i) => (byte)ReferenceCodes.Product(x, b, y, code, constant[i % 3])), Output(session, "product", 48));
                Assert.Equal(Enumerable.Range(0, 3).Select(c => (byte)ReferenceCodes.Average(x, y, Enumerable.Range(0, 16).Select(pixel => codes[(pixel * 3) + c]), 16)), Output(session, "mean", 3));
            }
        }
    }

    private static NetworkGraph OwnCodes(Codes x, Codes b, Codes y, byte[] constant)
    {
        DataType type = x.Unsigned ? DataType.UInt8 : DataType.Int8;
        QuantParams Quant(Codes codes) => QuantParams.PerTensor(codes.Scale, codes.ZeroPoint);
        var builder = new NetworkGraphBuilder("own");
        builder.AddInput(new TensorInfo("x", type, new Shape(1, 4, 4, 3), Quant(x)));
        builder.AddConstant<byte>(new TensorInfo("b", type, new Shape(3), Quant(b)), constant);
        builder.Add(new BinaryNode { Name = "s", Inputs = ["x", "b"], Output = "sum", Kind = BinaryKind.Add }, type, Quant(y));
        builder.Add(new BinaryNode { Name = "p", Inputs = ["x", "b"], Output = "product", Kind = BinaryKind.Mul }, type, Quant(y));
        builder.Add(new AveragePoolNode { Name = "m", Inputs = ["x"], Output = "mean", KernelH = 4, KernelW = 4 }, type, Quant(y));
        foreach (string output in (string[])["sum", "product", "mean"])
            builder.AddOutput(output);
        return builder.Build();
    }

    private static byte[] Output(InferenceSession session, string name, int length)
    {
        byte[] values = new byte[length];
        session.CopyOutput<byte>(name, values);
        return values;
    }
}
