using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Imaging;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests;

public sealed class InputScalingTests
{
    private static readonly string[] Labels = ["a", "b", "c"];

    [Theory]
    [InlineData("0..255", null, null, 200, 200f)]
    [InlineData("0..1", null, null, 255, 1f)]
    [InlineData("0..1", "0.5", "0.25", 255, 2f)]
    [InlineData("0..255", "100,50,0", "2", 200, 50f)]
    public void Contract_Options_PreparePixelsExactly(string range, string? mean, string? std, byte pixel, float expected)
    {
        InferenceSession session = Session(contract: null);
        InputContract contract = new InputScaling(range, mean, std).Contract("model", session, Labels);
        float[] input = new float[12];
        new Preprocessor(contract, session.Inputs[0]).Prepare(new ImageView(Enumerable.Repeat(pixel, 12).ToArray(), 2, 2, 6, PixelFormat.Rgb24), input);
        Assert.Equal(expected, input[0]);
    }

    [Fact]
    public void Contract_ModelHasItsOwn_IsUsedAndOptionsAreRefused()
    {
        var own = new InputContract { Height = 2, Width = 2, Color = ColorOrder.Bgr, Mean = [0, 0, 0], Std = [1, 1, 1], Labels = [.. Labels] };
        Assert.Same(own, new InputScaling(null, null, null).Contract("model", Session(own), Labels));
        Refused(own, new InputScaling("0..1", null, null), "leave");
    }

    [Fact]
    public void Contract_NothingSaid_AsksForTheRange() => Refused(null, new InputScaling(null, null, null), "--input-range");

    [Theory]
    [InlineData("1,2")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("NaN")]
    public void Contract_MeanThatDoesNotFit_IsRefused(string mean) => Refused(null, new InputScaling("0..1", mean, null), "--mean");

    [Fact]
    public void Contract_OtherNumberOfClasses_IsRefused() =>
        Assert.Throws<EdgeCnnException>(() => new InputScaling("0..1", null, null).Contract("model", Session(null), ["a", "b"]));

    private static void Refused(InputContract? contract, InputScaling scaling, string word)
    {
        var error = Assert.Throws<EdgeCnnException>(() => scaling.Contract("model", Session(contract), Labels));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private static InferenceSession Session(InputContract? contract)
    {
        var builder = new NetworkGraphBuilder("average") { Contract = contract };
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2, 2, 3)));
        builder.Add(new GlobalAveragePoolNode { Name = "g", Inputs = ["x"], Output = "y" });
        builder.AddOutput("y");
        return InferenceSession.Create(builder.Build());
    }
}
