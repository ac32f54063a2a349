using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests;

public sealed class GraphValidatorTests
{
    private static readonly NetworkGraph Good = FloatNetwork();

    [Fact]
    public void Check_GoodGraphs_FindsNothing()
    {
        Assert.Empty(GraphValidator.Check(Good));
        Assert.Empty(GraphValidator.Check(IntegerNetwork()));
        Assert.Same(Good, GraphValidator.Validated(Good));
    }

    [Fact]
    public void Check_InputsOrOutputsMissing_IsFound()
    {
        const string expected = "a network needs at least one input and one output";
        Assert.Contains(expected, GraphValidator.Check(Good with { Inputs = [] }));
        Assert.Contains(expected, GraphValidator.Check(Good with { Inputs = default }));
        Assert.Contains(expected, GraphValidator.Check(Good with { Outputs = [] }));
        Assert.Contains(expected, GraphValidator.Check(Good with { Outputs = default }));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("w1")]
    [InlineData(null)]
    public void Check_InputThatCannotBeGiven_IsFound(string? name) =>
        Assert.Equal([$"input '{name}' is not a tensor that can be given"], GraphValidator.Check(Good with { Inputs = ["x", name!] }));

    [Fact]
    public void Check_InputNamedTwice_IsFound() => Assert.Equal(["an input is named twice"], GraphValidator.Check(Good with { Inputs = ["x", "x"] }));

    [Theory]
    [InlineData("nothing")]
    [InlineData(null)]
    public void Check_OutputOfNothing_IsFound(string? name) =>
        Assert.Equal([$"output '{name}' is written by nothing"], GraphValidator.Check(Good with { Outputs = ["y", name!] }));

    [Theory]
    [InlineData("nothing")]
    [InlineData("w1")]
    [InlineData("c")]
    [InlineData("y")]
    [InlineData(null)]
    public void Check_KeptLayoutOfNoInputOrOutputOfFourAxes_IsFound(string? name)
    {
        Assert.Equal([$"the kept layout names '{name}', which is no input or output of four axes"], GraphValidator.Check(Good with { KeptLayout = ["x", name!] }));
        Assert.Empty(GraphValidator.Check(Good with { KeptLayout = ["x"] }));
        Assert.Equal(["the kept layout is no list; an empty one says that no input or output is kept"], GraphValidator.Check(Good with { KeptLayout = default }));
    }

    [Theory]
    [InlineData(DataType.UInt8, 65536, 65536, 65536)]
    [InlineData(DataType.UInt8, 65536, 32768)]
    [InlineData(DataType.Float32, 65536, 8192)]
    [InlineData(DataType.Int32, 2147483647)]
    [InlineData(DataType.UInt8, 0)]
    [InlineData(DataType.UInt8, -1, -1)]
    public void Check_ShapeOutOfRange_IsFound(DataType type, params int[] dims)
    {
        TensorInfo info = new("large", type, new(dims));
        Assert.Equal([$"tensor 'large' has a shape out of range: {info.Shape}"], GraphValidator.Check(WithTensor(info)));
    }

    [Fact]
    public void Check_LargestShape_IsTaken() => Assert.Empty(GraphValidator.Check(WithTensor(new("large", DataType.UInt8, new(65536, 32767)))));

    [Fact]
    public void Check_TensorWithoutProperName_IsFound()
    {
        Assert.Contains("no proper name", Single(Good with { Tensors = Good.Tensors.Add("alias", Real("other", 1)) }), StringComparison.Ordinal);
        Assert.Contains("no proper name", Single(Good with { Tensors = Good.Tensors.Add("", Real("", 1)) }), StringComparison.Ordinal);
    }

    public static TheoryData<string, float[], int[], int, DataType> BadQuantization => new()
    {
        { "as many zero points as scales", [], [], -1, DataType.UInt8 },
        { "as many zero points as scales", [1f], [], -1, DataType.UInt8 },
        { "as many zero points as scales", [1f], [0, 0], -1, DataType.UInt8 },
        { "2 scales along axis -1 do not fit [2,3]", [1f, 1f], [0, 0], -1, DataType.UInt8 },
        { "2 scales along axis 1 do not fit [2,3]", [1f, 1f], [0, 0], 1, DataType.UInt8 },
        { "2 scales along axis 2 do not fit [2,3]", [1f, 1f], [0, 0], 2, DataType.UInt8 },
        { "1 scales along axis -2 do not fit [2,3]", [1f], [0], -2, DataType.UInt8 },
        { "1 scales along axis 2147483647 do not fit [2,3]", [1f], [0], int.MaxValue, DataType.UInt8 },
        { "not a positive finite number", [0f], [0], -1, DataType.UInt8 },
        { "not a positive finite number", [-1f], [0], -1, DataType.UInt8 },
        { "not a positive finite number", [float.NaN], [0], -1, DataType.UInt8 },
        { "not a positive finite number", [float.PositiveInfinity], [0], -1, DataType.UInt8 },
        { "not a positive finite number", [1f, float.NaN], [0, 0], 0, DataType.UInt8 },
        { "not a code of UInt8", [1f], [-1], -1, DataType.UInt8 },
        { "not a code of UInt8", [1f], [256], -1, DataType.UInt8 },
        { "not a code of Int8", [1f], [128], -1, DataType.Int8 },
        { "not a code of Int8", [1f], [-129], -1, DataType.Int8 },
        { "not a code of Int32", [1f], [1], -1, DataType.Int32 },
        { "not a code of Float32", [1f], [0], -1, DataType.Float32 },
    };

    [Theory]
    [MemberData(nameof(BadQuantization))]
    public void Check_BadQuantization_IsFound(string expected, float[] scales, int[] zeroPoints, int axis, DataType type)
    {
        QuantParams quant = new() { Scales = [.. scales], ZeroPoints = [.. zeroPoints], Axis = axis };
        string finding = Single(WithTensor(new("codes", type, new(2, 3), quant)));
        Assert.StartsWith("tensor 'codes': ", finding, StringComparison.Ordinal);
        Assert.Contains(expected, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DefaultArraysOfQuantization_AreFound()
    {
        QuantParams quant = new() { Scales = default, ZeroPoints = default };
        Assert.Contains("at least one", Single(WithTensor(new("codes", DataType.UInt8, new(2), quant))), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Constants_NeedTensorsOfTheirSize()
    {
        Assert.Equal("constant 'ghost' has no tensor", Single(Good with { Constants = Good.Constants.Add("ghost", new byte[4]) }));
        Assert.Equal("constant b1 Float32[3] has 11 bytes", Single(Good with { Constants = Good.Constants.SetItem("b1", new byte[11]) }));
    }

    [Fact]
    public void Check_LateRead_NamesNodeAndTensor()
    {
        Assert.Equal(
            "Activation 'relu' reads 'c' before anything has written it",
            GraphValidator.Check(Good with { Nodes = Good.Nodes.SetItem(0, Good.Nodes[1]).SetItem(1, Good.Nodes[0]) })[0]);
        Assert.StartsWith("MaxPool 'pool' reads 'r' before", GraphValidator.Check(Good with { Nodes = Good.Nodes.RemoveAt(1) })[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Cycle_IsALateRead()
    {
        Node first = new SoftmaxNode { Name = "a", Inputs = ["t"], Output = "s" }, second = new SoftmaxNode { Name = "b", Inputs = ["s"], Output = "t" };
        NetworkGraph graph = Good with { Nodes = [first, second], Outputs = ["t"], Contract = null, Tensors = Good.Tensors.Add("s", Real("s", 2)).Add("t", Real("t", 2)) };
        Assert.Equal("Softmax 'a' reads 't' before anything has written it", Single(graph));
    }

    [Fact]
    public void Check_NodeReadsItself_IsFound() =>
        Assert.Contains("Softmax 'soft' reads 'y' before", Single(Good with { Nodes = Good.Nodes.SetItem(5, Good.Nodes[5] with { Inputs = ["y"] }) }), StringComparison.Ordinal);

    [Fact]
    public void Check_WrittenTwice_IsFound()
    {
        Node again = new SoftmaxNode { Name = "again", Inputs = ["d"], Output = "y" };
        Assert.Equal("Softmax 'again' writes 'y', which is written already", Single(Good with { Nodes = Good.Nodes.Add(again) }));
        Assert.Contains("written already", GraphValidator.Check(Good with { Nodes = Good.Nodes.Add(again with { Output = "x" }) })[^1], StringComparison.Ordinal);
        Assert.Contains("written already", GraphValidator.Check(Good with { Nodes = Good.Nodes.Add(again with { Output = "w1" }) })[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ResultNotATensorOrOfOtherShape_IsFound()
    {
        Assert.Contains("Softmax 'soft' writes 'z', which is not a tensor", GraphValidator.Check(Good with { Nodes = Good.Nodes.SetItem(5, Good.Nodes[5] with { Output = "z" }) }));
        Assert.Contains("Softmax 'soft' gives [1,2], but 'y' is declared [2,1]", Single(Good with { Tensors = Good.Tensors.SetItem("y", Real("y", 2, 1)) }), StringComparison.Ordinal);
        Assert.StartsWith("Softmax 'soft' wants Float32 or one 8-bit type throughout, got Float32 and UInt8", Single(Good with { Tensors = Good.Tensors.SetItem("y", Codes("y", 1, 0, 1, 2)) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Arity_IsFound()
    {
        Assert.StartsWith("Softmax 'soft' takes 1 to 1 inputs, got 2", Single(Good with { Nodes = Good.Nodes.SetItem(5, Good.Nodes[5] with { Inputs = ["d", "d"] }) }), StringComparison.Ordinal);
        Assert.StartsWith("Softmax 'soft' takes 1 to 1 inputs, got 0", Single(Good with { Nodes = Good.Nodes.SetItem(5, Good.Nodes[5] with { Inputs = [] }) }), StringComparison.Ordinal);
        Assert.StartsWith("Dense 'dense' takes 2 to 3 inputs, got 1", GraphValidator.Check(Good with { Nodes = Good.Nodes.SetItem(4, Good.Nodes[4] with { Inputs = ["f"] }) })[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_IncompleteNode_IsFound()
    {
        Node[] nodes = [null!, Good.Nodes[5] with { Name = null! }, Good.Nodes[5] with { Output = null! }, Good.Nodes[5] with { Inputs = default }, Good.Nodes[5] with { Inputs = [null!] }];
        Assert.All(nodes, node => Assert.Contains("a node lacks its name, inputs or output", GraphValidator.Check(Good with { Nodes = Good.Nodes.SetItem(5, node) })));
    }

    [Fact]
    public void Check_SeveralErrors_AreAllNamed()
    {
        ImmutableArray<Node> nodes = Good.Nodes.SetItem(0, Good.Nodes[0] with { Inputs = ["x", "w2"] }).SetItem(3, ((ReshapeNode)Good.Nodes[3]) with { Target = new(1, 13) });
        List<string> findings = GraphValidator.Check(Good with { Nodes = nodes });
        Assert.Equal(2, findings.Count);
        var error = Assert.Throws<GraphException>(() => GraphValidator.Validated(Good with { Nodes = nodes }));
        Assert.StartsWith("graph 'sample': ", error.Message, StringComparison.Ordinal);
        Assert.All(findings, finding => Assert.Contains(finding, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_ManyErrors_NamesTwenty()
    {
        var bad = Enumerable.Range(0, 1000).Select(i => Real($"t{i}", 0)).ToDictionary(info => info.Name);
        Assert.Equal(20, GraphValidator.Check(Good with { Tensors = Good.Tensors.AddRange(bad) }).Count);
        var nodes = Enumerable.Range(0, 1000).Select(i => (Node)new SoftmaxNode { Name = $"n{i}", Inputs = ["nothing"], Output = "y" });
        Assert.Equal(20, GraphValidator.Check(Good with { Nodes = [.. nodes] }).Count);
    }

    private static NetworkGraph WithTensor(TensorInfo info) => Good with { Tensors = Good.Tensors.Add(info.Name, info) };

    private static string Single(NetworkGraph graph) => Assert.Single(GraphValidator.Check(graph));
}
