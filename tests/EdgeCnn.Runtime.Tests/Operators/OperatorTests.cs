using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>The operators that the networks of the session tests do not reach, each as a network of one node.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void Transposition_FourAxes_MovesEveryElement()
    {
        float[] x = [.. Enumerable.Range(0, 2 * 3 * 4 * 5).Select(i => (float)i)], y = new float[x.Length];
        Session(new TransposeNode { Name = "t", Inputs = ["x"], Output = "y", Permutation = [0, 3, 1, 2] }, new Shape(2, 3, 4, 5)).Run<float, float>(x, y);
        for (int n = 0; n < 2; n++)
        {
            for (int h = 0; h < 3; h++)
            {
                for (int w = 0; w < 4; w++)
                {
                    for (int c = 0; c < 5; c++)
                        Assert.Equal(x[(((((n * 3) + h) * 4) + w) * 5) + c], y[(((((n * 5) + c) * 3) + h) * 4) + w]);
                }
            }
        }
    }

    [Fact]
    public void SoftmaxRows_TwoRows_EachSumsToOne()
    {
        float[] y = new float[6];
        Session(new SoftmaxNode { Name = "s", Inputs = ["x"], Output = "y" }, new Shape(2, 3)).Run<float, float>([1, 2, 3, -50, 0, 50], y);
        Assert.Equal(1f, y[0] + y[1] + y[2], 1e-6);
        Assert.Equal(1f, y[5], 1e-6);
        Assert.Equal(Math.E, y[1] / y[0], 1e-5);
    }

    [Fact]
    public void Rectifier_OnCodes_StopsAtTheZeroPoint()
    {
        var quant = QuantParams.PerTensor(0.1f, 100);
        var builder = new NetworkGraphBuilder("relu");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 4), quant));
        builder.Add(new ActivationNode { Name = "r", Inputs = ["x"], Output = "y", Kind = ActivationKind.Relu }, DataType.UInt8, quant);
        builder.AddOutput("y");
        byte[] y = new byte[4];
        InferenceSession.Create(builder.Build()).Run<byte, byte>([0, 99, 100, 255], y);
        Assert.Equal([100, 100, 100, 255], y);
    }

    [Fact]
    public void Conversion_ThereAndBack_RoundsToTheScale()
    {
        var builder = new NetworkGraphBuilder("qdq");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4)));
        builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["x"], Output = "c" }, DataType.UInt8, QuantParams.PerTensor(0.5f, 10));
        builder.Add(new DequantizeLinearNode { Name = "d", Inputs = ["c"], Output = "y" });
        builder.AddOutput("y");
        float[] y = new float[4];
        InferenceSession.Create(builder.Build()).Run<float, float>([-100f, 0.25f, 0.75f, 1000f], y);
        Assert.Equal([-5f, 0f, 1f, 122.5f], y);
    }

    [Fact]
    public void F32Linear_BatchOfTwo_TreatsEachImageAlone()
    {
        var builder = new NetworkGraphBuilder("batch");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(2, 2, 2, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(1, 2, 2, 1)), [1f, 10f, 100f, 1000f]);
        builder.Add(new Conv2dNode { Name = "c", Inputs = ["x", "w"], Output = "y" });
        builder.AddOutput("y");
        float[] y = new float[2];
        InferenceSession.Create(builder.Build()).Run<float, float>([1, 2, 3, 4, 5, 6, 7, 8], y);
        Assert.Equal([4321f, 8765f], y);
    }

    [Fact]
    public void Int8Linear_BiasThatLeaves32BitsWithTheZeroPoint_IsRefused()
    {
        var builder = new NetworkGraphBuilder("bias");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 1), QuantParams.PerTensor(1, 255)));
        builder.AddConstant<sbyte>(new TensorInfo("w", DataType.Int8, new Shape(1, 1), QuantParams.PerTensor(1, 0)), [-127]);
        builder.AddConstant<int>(new TensorInfo("b", DataType.Int32, new Shape(1)), [int.MaxValue - 5]);
        builder.Add(new DenseNode { Name = "wide", Inputs = ["x", "w", "b"], Output = "y" }, DataType.UInt8, QuantParams.PerTensor(1, 0));
        builder.AddOutput("y");
        var error = Assert.Throws<GraphException>(() => InferenceSession.Create(builder.Build()));
        Assert.Equal("Dense 'wide'", error.Node);
        Assert.Contains("-127", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Int8Linear_MoreProductsThanASumHolds_IsRefused()
    {
        var builder = new NetworkGraphBuilder("wide");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(1, 70_000), QuantParams.PerTensor(1, 0)));
        builder.AddConstant<sbyte>(new TensorInfo("w", DataType.Int8, new Shape(1, 70_000), QuantParams.PerChannel([1f])), new sbyte[70_000]);
        builder.Add(new DenseNode { Name = "d", Inputs = ["x", "w"], Output = "y" }, DataType.UInt8, QuantParams.PerTensor(1, 0));
        builder.AddOutput("y");
        Assert.Contains("70000", Assert.Throws<GraphException>(() => InferenceSession.Create(builder.Build())).Message, StringComparison.Ordinal);
    }

    private static InferenceSession Session(Node node, Shape input)
    {
        var builder = new NetworkGraphBuilder("one");
        builder.AddInput(new TensorInfo("x", DataType.Float32, input));
        builder.Add(node);
        builder.AddOutput("y");
        return InferenceSession.Create(builder.Build());
    }
}
