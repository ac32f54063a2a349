using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using static EdgeCnn.Onnx.Tests.OnnxModel;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Operators on codes equal their QDQ form code by code, and both become the integer operation.</summary>
public sealed class OnCodesTests
{
    private static readonly string[] Names = ["Conv", "MatMul", "Gemm", "Add", "Mul", "Concat", "AveragePool", "GlobalAveragePool", "LeakyRelu", "Sigmoid", "Softmax"];

    public static TheoryData<string> Operators => [.. Names];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Load_OperatorOnCodes_IsItsQdqForm(string op)
    {
        long[] dims = op is "MatMul" or "Gemm" or "Softmax" ? [4, 6] : [1, 2, 3, 4];
        OnnxModel codes = Model(dims), qdq = Model(dims).Node("DequantizeLinear", "x xs xz > xd").Node("DequantizeLinear", "x2 x2s x2z > x2d").Node("DequantizeLinear", "w ws wz > wd").Node("DequantizeLinear", "m ms mz > md", Int("axis", 1)).Node("DequantizeLinear", "b bs > bd", Int("axis", 0));
        AttributeProto[] window = [Ints("kernel_shape", 2, 2), Ints("strides", 1, 2)];
        _ = op switch
        {
            "Conv" => codes.Node("QLinearConv", "x xs xz w ws wz ys yz b > y", Ints("pads", 1, 0, 0, 1)),
            "MatMul" => codes.Node("QLinearMatMul", "x xs xz m ms mz ys yz > y"),
            "Gemm" => codes.Node("com.microsoft:QGemm", "x xs xz m ms mz c ys yz > y"),
            "Add" or "Mul" => codes.Node($"com.microsoft:QLinear{op}", "x xs xz x2 x2s x2z ys yz > y"),
            "Concat" => codes.Node("com.microsoft:QLinearConcat", "ys yz x xs xz x2 x2s x2z > y", Int("axis", 1)),
            "AveragePool" => codes.Node("com.microsoft:QLinearAveragePool", "x xs xz ys yz > y", window),
            "GlobalAveragePool" => codes.Node("com.microsoft:QLinearGlobalAveragePool", "x xs xz ys yz > y"),
            "LeakyRelu" => codes.Node("com.microsoft:QLinearLeakyRelu", "x xs xz ys yz > y", Float("alpha", 0.25f)),
            _ => codes.Node($"com.microsoft:QLinear{op}", "x xs xz ys yz > y"),
        };
        _ = op switch
        {
            "Conv" => qdq.Node("Conv", "xd wd bd > r", Ints("pads", 1, 0, 0, 1)),
            "MatMul" => qdq.Node("MatMul", "xd md > r"),
            "Gemm" => qdq.Node("DequantizeLinear", "c cs > cd", Int("axis", 0)).Node("Gemm", "xd md cd > r"),
            "Add" or "Mul" => qdq.Node(op, "xd x2d > r"),
            "Concat" => qdq.Node("Concat", "xd x2d > r", Int("axis", 1)),
            "AveragePool" => qdq.Node("AveragePool", "xd > r", window),
            "LeakyRelu" => qdq.Node(op, "xd > r", Float("alpha", 0.25f)),
            _ => qdq.Node(op, "xd > r"),
        };
        codes.Output("y");
        qdq.Node("QuantizeLinear", "r ys yz > y").Output("y");
        NetworkGraph a = codes.Load(), b = qdq.Load();
        Assert.Equal(a.Nodes.Select(node => node.Op), b.Nodes.Select(node => node.Op));
        Assert.DoesNotContain(a.Nodes, node => node.Op is "QuantizeLinear" or "DequantizeLinear");
        var random = new Random(5);
        for (int i = 0; i < 5; i++)
        {
            float[] x = Codes(random, a.Tensor("x").Shape.Elements), x2 = Codes(random, x.Length);
            float[] y = codes.Run(x, x2);
            Assert.Equal(y, qdq.Run(x, x2));
            Assert.True(y.Distinct().Count() > 1, "every code is the same");
            // And in floating point with codes between, at most one code away.
            float[] slow = codes.RunAll(new OnnxImportOptions { WithoutPasses = ["fuse-quantization"] }, x, x2)[0];
            Assert.All(y.Zip(slow), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        }
    }

    [Fact]
    public void Operators_AllAreTested() => Assert.Equal(
        Names.Order(StringComparer.Ordinal),
        EdgeCnn.Onnx.Import.OpTable.Names.Where(name => name.Contains("QLinear", StringComparison.Ordinal) || name.Contains("QGemm", StringComparison.Ordinal))
            .Select(name => name.Replace("com.microsoft.", "", StringComparison.Ordinal).Replace("QLinear", "", StringComparison.Ordinal).Replace("QGemm", "Gemm", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Load_IntegerConvolution_GivesSums()
    {
        float[] y = new OnnxModel().Input("x", OnnxType.UInt8, [1, 1, 1, 3]).Constant<byte>("xz", [], 2).Constant<sbyte>("w", [1, 1, 1, 2], 3, -1)
            .Node("ConvInteger", "x w xz > y").Output("y").Run([5, 2, 1]);
        Assert.Equal([9, 1], y);
    }

    [Fact]
    public void Load_IntegerProduct_GivesSums()
    {
        float[] y = new OnnxModel().Input("x", OnnxType.UInt8, [1, 2]).Constant<byte>("xz", [], 2).Constant<byte>("wz", [], 1).Constant<byte>("w", [2, 1], 4, 0)
            .Node("MatMulInteger", "x w xz wz > y").Output("y").Run([5, 12]);
        Assert.Equal([9 - 10], y);
    }

    private static float[] Codes(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(256))];

    private static OnnxModel Model(long[] dims)
    {
        var random = new Random(3);
        sbyte[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
        return new OnnxModel().Input("x", OnnxType.UInt8, dims).Input("x2", OnnxType.UInt8, dims)
            .Constant<float>("xs", [], 0.02f).Constant<byte>("xz", [], 120).Constant<float>("x2s", [], 0.03f).Constant<byte>("x2z", [], 100)
            .Constant<float>("ys", [], 0.025f).Constant<byte>("yz", [], 90)
            .Constant("w", [3, 2, 2, 2], Weights(24)).Constant<float>("ws", [], 0.01f).Constant<sbyte>("wz", [], 0)
            .Constant("m", [6, 5], Weights(30)).Constant<float>("ms", [], 0.01f).Constant<sbyte>("mz", [], 0)
            .Constant("b", [3], 100, -2000, 7).Constant<float>("bs", [], 0.02f * 0.01f).Constant("c", [5], 100, -2000, 7, 0, 3000).Constant<float>("cs", [], 0.02f * 0.01f);
    }
}
