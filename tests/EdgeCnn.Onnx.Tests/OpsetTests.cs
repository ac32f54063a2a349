using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using static EdgeCnn.Onnx.Tests.OnnxModel;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Operators whose form or meaning changed with an opset, read in both; and what no opset has.</summary>
public sealed class OpsetTests
{
    private static readonly float[] Six = [1, 2, 3, 4, 5, 6];

    // The same operation as it is written in the older and in the newer opset; both give the numbers that stand beside them.
    private static readonly Dictionary<string, (OnnxModel Old, OnnxModel New, float[] Expected)> Forms = new()
    {
        ["Slice"] = (
            Of(9).Node("Slice", "x > y", Ints("starts", 0, 1), Ints("ends", 2, int.MaxValue), Ints("axes", 0, 1)),
            Of(10).Longs("s", 0, 1).Longs("e", 2, long.MaxValue).Node("Slice", "x s e > y"),
            [2, 3, 5, 6]),
        ["Pad"] = (
            Of(10).Node("Pad", "x > y", Ints("pads", 0, 1, 0, 0), Float("value", 9)),
            Of(11).Longs("p", 0, 1, 0, 0).Constant<float>("v", [], 9).Node("Pad", "x p v > y"),
            [9, 1, 2, 3, 9, 4, 5, 6]),
        ["Unsqueeze and Squeeze"] = (
            Of(12).Node("Unsqueeze", "x > u", Ints("axes", 0, 3)).Node("Squeeze", "u > y", Ints("axes", 0, 3)),
            Of(13).Longs("a", 0, 3).Node("Unsqueeze", "x a > u").Node("Squeeze", "u a > y"),
            Six),
        ["ReduceSum"] = (
            Of(12).Node("ReduceSum", "x > y", Ints("axes", 1), Int("keepdims", 0)),
            Of(13).Longs("a", 1).Node("ReduceSum", "x a > y", Int("keepdims", 0)),
            [6, 15]),
        ["ReduceMean"] = (
            Of(17).Node("ReduceMean", "x > y", Ints("axes", 0)),
            Of(18).Longs("a", 0).Node("ReduceMean", "x a > y"),
            [2.5f, 3.5f, 4.5f]),
        ["Clip"] = (
            Of(10).Node("Clip", "x > y", Float("min", 2), Float("max", 4)),
            Of(11).Constant<float>("a", [], 2).Constant<float>("b", [], 4).Node("Clip", "x a b > y"),
            [2, 2, 3, 4, 4, 4]),
        ["Clip above only"] = (
            Of(10).Node("Clip", "x > y", Float("max", 4)),
            Of(11).Constant<float>("b", [], 4).Node("Clip", "x - b > y"),
            [1, 2, 3, 4, 4, 4]),
        ["Split"] = (
            Of(12).Node("Split", "x > y z", Int("axis", 1), Ints("split", 1, 2)),
            Of(13).Longs("p", 1, 2).Node("Split", "x p > y z", Int("axis", 1)),
            [1, 4]),
        ["TopK"] = (
            Of(9).Node("TopK", "x > y i", Int("k", 2)),
            Of(10).Longs("k", 2).Node("TopK", "x k > y i"),
            [3, 2, 6, 5]),
        ["Upsample"] = (
            Of(8, 1, 1, 2, 3).Node("Upsample", "x > y", Floats("scales", 1, 1, 2, 1)),
            Of(9, 1, 1, 2, 3).Constant<float>("s", [4], 1, 1, 2, 1).Node("Upsample", "x s > y"),
            [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]),
        ["Add"] = (
            Of(6).Constant<float>("b", [2], 10, 20).Node("Add", "x b > y", Int("broadcast", 1), Int("axis", 0)),
            Of(7).Constant<float>("b", [2, 1], 10, 20).Node("Add", "x b > y"),
            [11, 12, 13, 24, 25, 26]),
        ["BatchNormalization"] = (
            Batch(Of(6)).Node("BatchNormalization", "x s b m v > y", Int("is_test", 1), Float("epsilon", 0)),
            Batch(Of(15)).Node("BatchNormalization", "x s b m v > y", Float("epsilon", 0)),
            [2, 7, 6, 8, 13, 24]),
    };

    public static TheoryData<string> Names => [.. Forms.Keys];

    // Operators of every family.
    public static TheoryData<string, string> Operators => new()
    {
        { "Relu", "x > y" },
        { "Softmax", "x > y" },
        { "Transpose", "x > y" },
        { "Concat", "x x > y" },
        { "ReduceMax", "x > y" },
        { "Add", "x x > y" },
        { "Identity", "x > y" },
        { "Flatten", "x > y" },
        { "Gemm", "x x2 > y" },
        { "com.microsoft:Gelu", "x > y" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_OldAndNewForm_MeanTheSame(string name)
    {
        var (old, now, expected) = Forms[name];
        Assert.Equal(expected, old.Output("y").Run(Six));
        Assert.Equal(expected, now.Output("y").Run(Six));
    }

    [Theory]
    [InlineData("Slice", 10, "starts", "x two two > y")]
    [InlineData("Pad", 11, "pads", "x four > y")]
    [InlineData("ReduceSum", 13, "axes", "x > y")]
    [InlineData("Unsqueeze", 13, "axes", "x one > y")]
    [InlineData("Clip", 11, "min", "x > y")]
    public void Load_OldAttributeInTheNewOpset_IsRefused(string op, int opset, string attribute, string edges)
    {
        string message = Of(opset).Longs("one", 0).Longs("two", 0, 1).Longs("four", 0, 0, 0, 0).Node(op, edges.Replace("two two", "one end", StringComparison.Ordinal), Ints(attribute, 1, 1)).Longs("end", 1).Output("y").Refused().Message;
        Assert.Contains($"attribute {attribute} = [1,1]", message, StringComparison.Ordinal);
        Assert.Contains($"{opset}", message, StringComparison.Ordinal);
    }

    /// <summary>Softmax was over all axes from one on, and is along one since opset 13.</summary>
    [Fact]
    public void Load_Softmax_ChangedItsMeaning()
    {
        float[] zeros = new float[6];
        OnnxModel Soft(long opset) => new OnnxModel(opset).Input("x", 1, 2, 3).Node("Softmax", "x > y", Int("axis", 1)).Output("y");
        Assert.All(Soft(12).Run(zeros), value => Assert.Equal(1 / 6f, value, 6));
        Assert.All(Soft(13).Run(zeros), value => Assert.Equal(1 / 2f, value, 6));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Load_AttributeThatNobodyReads_NamesNodeOperatorOpsetAttributeAndValue(string op, string edges)
    {
        string opset = op.Contains(':', StringComparison.Ordinal) ? "1" : "16", name = op.Split(':')[^1];
        foreach (var (attribute, value) in ((AttributeProto, string)[])[(Int("wobble", 42), "42"), (Float("wobble", 2.5f), "2.5"), (Text("wobble", "much"), "'much'"), (Ints("wobble", 4, 2), "[4,2]")])
        {
            var error = Assert.IsType<UnsupportedOperatorException>(new OnnxModel(16).Input("x", 2, 3).Constant("x2", [3, 2], Six).Node(op, edges, attribute).Output("y").Refused());
            Assert.All((string[])[$"the-{name}", name, opset, $"attribute wobble = {value}"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
            Assert.Equal(ExitCode.BadData, error.ExitCode);
        }
    }

    private static OnnxModel Of(long opset, params long[] dims) => new OnnxModel(opset).Input("x", dims.Length > 0 ? dims : [2, 3]);

    private static OnnxModel Batch(OnnxModel model) => model.Constant<float>("s", [3], 2, 10, 3).Constant<float>("b", [3], 0, 7, -6).Constant<float>("m", [3], 0, 2, 1).Constant<float>("v", [3], 1, 25, 0.25f);
}
