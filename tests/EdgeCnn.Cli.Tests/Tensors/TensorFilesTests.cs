using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Tensors;

public sealed class TensorFilesTests
{
    private static readonly TensorInfo[] Inputs = [Input("a"), Input("a=b"), Input("c")];

    [Fact]
    public void Assign_NamesInAnyOrder_GivesFilesInTheModelsOrder() =>
        Assert.Equal(["1.npy", "x=y.npy", "3.npy"], TensorFiles.Assign(Inputs, ["c=3.npy", "a=b=x=y.npy", "a=1.npy"]));

    [Theory]
    [InlineData("'d=1.npy'", "a=1", "a=b=2", "c=3", "d=1.npy")]
    [InlineData("'plain.npy'", "plain.npy")]
    [InlineData("'c='", "c=")]
    [InlineData("'c' is given twice", "c=1", "c=2")]
    [InlineData("missing for 'a=b', 'c'", "a=1")]
    public void Assign_UnknownTwiceOrMissing_IsUsageErrorThatNamesIt(string part, params string[] given)
    {
        var error = Assert.Throws<EdgeCnnException>(() => TensorFiles.Assign(Inputs, given));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AnyTensors_AreSafeAndDifferent() =>
        Assert.Equal(
            ["sum_out.npy", "sum_out_2.npy", "_.npy", "_._etc_passwd.npy", "SUM_OUT_3.npy", "a_b.npy", "_hidden.npy", new string('x', 100) + ".npy"],
            TensorFiles.Names(["sum/out", "sum:out", "", "../etc/passwd", "SUM OUT", "a\0b", ".hidden", new string('x', 300)]));

    private static TensorInfo Input(string name) => new(name, DataType.Float32, new Shape(1));
}
