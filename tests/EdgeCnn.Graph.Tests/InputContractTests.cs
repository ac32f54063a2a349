using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests;

public sealed class InputContractTests
{
    private static readonly NetworkGraph Good = FloatNetwork();
    private static readonly InputContract Contract = Good.Contract!;

    public static TheoryData<string, InputContract> Bad => new()
    {
        { "the contract's 5x4x1 does not fit the input [1,4,4,1]", Contract with { Height = 5 } },
        { "the contract's 4x-4x1 does not fit the input [1,4,4,1]", Contract with { Width = -4 } },
        { "the contract's 4x4x3 does not fit the input [1,4,4,1]", Contract with { Color = ColorOrder.Bgr, Mean = [0, 0, 0], Std = [1, 1, 1] } },
        { "needs 1 finite means", Contract with { Mean = [0, 0] } },
        { "needs 1 finite means", Contract with { Mean = default } },
        { "needs 1 finite means", Contract with { Mean = [float.NaN] } },
        { "needs 1 finite means", Contract with { Std = [] } },
        { "needs 1 finite means", Contract with { Std = default } },
        { "needs 1 finite means", Contract with { Std = [0f] } },
        { "needs 1 finite means", Contract with { Std = [-0f] } },
        { "needs 1 finite means", Contract with { Std = [float.PositiveInfinity] } },
        { "names 1 labels for 2 outputs", Contract with { Labels = ["one"] } },
        { "names 0 labels for 2 outputs", Contract with { Labels = default } },
        { "names 2 labels for 2 outputs", Contract with { Labels = ["one", null!] } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Check_ContractMismatch_IsFound(string expected, InputContract contract) =>
        Assert.Contains(expected, Assert.Single(GraphValidator.Check(Good with { Contract = contract })), StringComparison.Ordinal);

    [Fact]
    public void Check_SeveralMismatches_AreAllNamed() =>
        Assert.Equal(3, GraphValidator.Check(Good with { Contract = Contract with { Height = 9, Std = [], Labels = [] } }).Count);

    [Theory]
    [InlineData(DataType.UInt8, false)]
    [InlineData(DataType.UInt8, true)]
    [InlineData(DataType.Int32, false)]
    public void Check_InputThatNoPictureCanBecome_IsFound(DataType type, bool perChannel)
    {
        QuantParams? quant = perChannel ? QuantParams.PerChannel([1f], axis: 3) : null;
        TensorInfo x = new("x", type, new(1, 4, 4, 1), quant);
        ReshapeNode node = new() { Name = "r", Inputs = ["x"], Output = "y", Target = new(8, 2) };
        NetworkGraph graph = Good with
        {
            Nodes = [node],
            Tensors = Good.Tensors.SetItem("x", x).SetItem("y", new("y", type, new(8, 2), quant is null ? null : quant with { Axis = -1 })),
        };
        Assert.Empty(GraphValidator.Check(graph with { Contract = null }));
        Assert.Contains("wants a Float32 or 8-bit input with one scale", Assert.Single(GraphValidator.Check(graph)), StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_OwnJson_GivesEqualContract()
    {
        InputContract contract = Contract with { Crop = CropMode.Letterbox, Task = ModelTask.Multilabel, Labels = ["ä\"\\", "b"] };
        InputContract back = InputContract.FromJson(contract.ToJson(), "test");
        Assert.Equal(contract.ToJson(), back.ToJson());
        Assert.Equal((contract.Height, contract.Crop, contract.Task, contract.Color), (back.Height, back.Crop, back.Task, back.Color));
        Assert.Equal(contract.Labels.AsSpan(), back.Labels.AsSpan());
        Assert.Equal(contract.Mean.AsSpan(), back.Mean.AsSpan());
    }

    [Fact]
    public void ToJson_Resize_StandsThereOnlyIfItIsNotBilinear()
    {
        Assert.DoesNotContain("resize", Contract.ToJson(), StringComparison.Ordinal);
        Assert.Equal(ResizeFilter.Bilinear, InputContract.FromJson(Contract.ToJson(), "test").Resize);
        InputContract area = Contract with { Resize = ResizeFilter.Area };
        Assert.Contains("\"resize\":\"Area\"", area.ToJson(), StringComparison.Ordinal);
        Assert.Equal(ResizeFilter.Area, InputContract.FromJson(area.ToJson(), "test").Resize);
        Assert.Equal(ResizeFilter.Bilinear, InputContract.FromJson(area.ToJson().Replace("Area", "Bilinear", StringComparison.Ordinal), "test").Resize);
    }

    [Theory]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"Gray\",\"resize\":\"Nearest\",\"mean\":[0],\"std\":[1],\"labels\":[]}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":0,\"mean\":[0],\"std\":[1],\"labels\":[]}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"Cyan\",\"mean\":[0],\"std\":[1],\"labels\":[]}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"Rgb, Bgr\",\"mean\":[0,0,0],\"std\":[1,1,1],\"labels\":[]}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"1\",\"mean\":[0,0,0],\"std\":[1,1,1],\"labels\":[]}")]
    [InlineData("{\"height\":4.5,\"width\":4,\"color\":\"Gray\",\"mean\":[0],\"std\":[1],\"labels\":[]}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"Gray\",\"mean\":[\"x\"],\"std\":[1],\"labels\":[]}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"Gray\",\"mean\":[0],\"std\":[1],\"labels\":[],\"more\":1}")]
    [InlineData("{\"height\":4,\"width\":4,\"color\":\"Gray\",\"mean\":[0],\"std\":[1],\"labels\":[\"\\ud800\"]}")]
    public void FromJson_NotAContract_NamesSource(string json) =>
        Assert.StartsWith("file.json, offset ", Assert.Throws<ModelFormatException>(() => InputContract.FromJson(json, "file.json")).Message, StringComparison.Ordinal);
}
