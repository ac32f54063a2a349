using EdgeCnn.Graph;
using static EdgeCnn.Onnx.Tests.OnnxModel;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Lists of tensors are followed when the model is loaded; nothing of them is left in the graph.</summary>
public sealed class SequenceTests
{
    [Fact]
    public void Load_InsertEraseAndAt_FollowTheList()
    {
        OnnxModel model = new OnnxModel().Input("x", 2).Constant<long>("first", [], 0).Constant<long>("last", [], -1)
            .Node("Neg", "x > n").Node("Abs", "x > a").Node("SequenceConstruct", "x n > s").Node("SequenceInsert", "s a first > t") // a x n
            .Node("SequenceErase", "t last > u") // a x
            .Node("SequenceAt", "u last > p").Node("SequenceAt", "u first > q").Node("SequenceLength", "t > l").Node("Cast", "l > c", Int("to", 1)).Node("Concat", "p q > y", Int("axis", 0)).Output("y", "c");
        Assert.Equal([[-1, 2, 1, 2], [3]], model.RunAll(null, [-1, 2]));
    }

    [Fact]
    public void Load_SplitToSequence_GivesItsParts()
    {
        OnnxModel model = new OnnxModel().Input("x", 2, 3).Constant<long>("two", [], 2).Constant<long>("at", [], 1)
            .Node("SplitToSequence", "x two > s", Int("axis", 1)).Node("SequenceAt", "s at > y").Output("y");
        Assert.Equal([3, 6], model.Run([1, 2, 3, 4, 5, 6]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void Load_PlaceThatIsNotInTheList_IsRefused(long place)
    {
        EdgeCnnException error = new OnnxModel().Input("x", 2).Constant<long>("at", [], place).Node("SequenceConstruct", "x x > s").Node("SequenceAt", "s at > y").Output("y").Refused();
        Assert.Contains("the-SequenceAt", error.Message, StringComparison.Ordinal);
        Assert.Contains("of a sequence of 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SequenceForATensorAndTheReverse_AreRefused()
    {
        Assert.Contains("'s' is a sequence, expected a tensor", new OnnxModel().Input("x", 2).Node("SequenceConstruct", "x > s").Node("Abs", "s > y").Output("y").Refused().Message, StringComparison.Ordinal);
        Assert.Contains("'x' is not a sequence", new OnnxModel().Input("x", 2).Node("SequenceLength", "x > y").Output("y").Refused().Message, StringComparison.Ordinal);
        Assert.Contains("output 's'", new OnnxModel().Input("x", 2).Node("SequenceConstruct", "x > s").Output("s").Refused().Message, StringComparison.Ordinal);
    }
}
