using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Tests.Execution;

/// <summary>What a step reads and what a caller gets, wherever it lies: arena, model file or both.</summary>
public sealed class ExecutorTests
{
    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Fact]
    public void Run_ConstantAsInput_IsRead()
    {
        var builder = new NetworkGraphBuilder("constants");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 3)));
        builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, new Shape(3)), [10f, 20f, 30f]);
        builder.AddConstant<float>(new TensorInfo("d", DataType.Float32, new Shape(1, 3)), [100f, 200f, 300f]);
        builder.Add(new ReshapeNode { Name = "r", Inputs = ["c"], Output = "row", Target = new Shape(1, 3) });
        builder.Add(new AddNode { Name = "constants", Inputs = ["row", "d"], Output = "sum" });
        builder.Add(new AddNode { Name = "a", Inputs = ["row", "x"], Output = "a" });
        builder.Add(new AddNode { Name = "b", Inputs = ["a", "sum"], Output = "y" });
        builder.AddOutput("y");
        float[] y = new float[3];
        var session = InferenceSession.Create(builder.Build());
        for (int run = 0; run < 3; run++)
        {
            session.Run<float, float>([1f, 2f, 3f], y);
            Assert.Equal([121f, 242f, 363f], y);
        }
    }

    [Fact]
    public void Run_ConstantAsALayersInput_IsRead()
    {
        var builder = new NetworkGraphBuilder("layer");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 1)));
        builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, new Shape(1, 2)), [2f, 3f]);
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(1, 2)), [10f, 100f]);
        builder.Add(new DenseNode { Name = "dense", Inputs = ["c", "w"], Output = "d" });
        builder.Add(new AddNode { Name = "add", Inputs = ["d", "x"], Output = "y" });
        builder.AddOutput("y");
        float[] y = new float[1];
        InferenceSession.Create(builder.Build()).Run<float, float>([5f], y);
        Assert.Equal([325f], y);
    }

    [Fact]
    public void CopyOutput_OfConstantsAndInputs_GivesThem()
    {
        var builder = new NetworkGraphBuilder("through");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2)));
        builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, new Shape(2)), [7f, 8f]);
        builder.Add(new ReshapeNode { Name = "r", Inputs = ["c"], Output = "shaped", Target = new Shape(2, 1) });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["x"], Output = "y", Kind = ActivationKind.Relu });
        foreach (string output in (string[])["c", "x", "shaped", "y"])
            builder.AddOutput(output);
        var session = InferenceSession.Create(builder.Build());
        session.Run<float>([-1f, 2f]);
        float[][] expected = [[7f, 8f], [-1f, 2f], [7f, 8f], [0f, 2f]];
        for (int i = 0; i < expected.Length; i++)
        {
            float[] got = new float[2];
            session.CopyOutput<float>(i, got);
            Assert.Equal(expected[i], got);
        }
    }

    // Each set wants codes of one sign, so in one of the two forms the constant must have been moved.
    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_ConstantCodes_MeanTheSameInBothSigns(string set)
    {
        foreach (DataType type in (DataType[])[DataType.UInt8, DataType.Int8])
        {
            int move = type == DataType.UInt8 ? 0 : -128;
            byte Code(int value) => (byte)(value + move);
            var quant = QuantParams.PerTensor(1f, 100 + move);
            var builder = new NetworkGraphBuilder("codes");
            builder.AddInput(new TensorInfo("x", type, new Shape(1, 2), quant));
            builder.AddConstant<byte>(new TensorInfo("c", type, new Shape(1, 2), quant), [Code(110), Code(90)]);
            builder.Add(new AddNode { Name = "add", Inputs = ["x", "c"], Output = "y" }, type, quant);
            builder.Add(new ReshapeNode { Name = "r", Inputs = ["c"], Output = "shaped", Target = new Shape(2, 1) }, type, quant);
            foreach (string output in (string[])["y", "c", "shaped"])
                builder.AddOutput(output);
            var session = InferenceSession.Create(builder.Build(), new SessionOptions { Kernels = set });
            session.Run<byte>([Code(101), Code(102)]);
            byte[][] expected = [[Code(111), Code(92)], [Code(110), Code(90)], [Code(110), Code(90)]];
            for (int i = 0; i < expected.Length; i++)
            {
                byte[] got = new byte[2];
                session.CopyOutput<byte>(i, got);
                Assert.Equal(expected[i], got);
            }
        }
    }
}
