using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Tensors;

public sealed class TensorMatchTests
{
    [Fact]
    public void Bytes_EqualTypeAndShape_AreTheFiles() =>
        Assert.Equal([7, 8], TensorMatch.Bytes(Array(DataType.Int8, 1, 2), Input(DataType.Int8, 1, 2), "f.npy").ToArray());

    [Theory]
    [InlineData(DataType.UInt8, new[] { 1, 2 })]
    [InlineData(DataType.Int8, new[] { 2 })]
    [InlineData(DataType.Int8, new[] { 2, 1 })]
    [InlineData(DataType.Bool, new[] { 1, 2 })]
    public void Bytes_OtherTypeOrShape_NamesBoth(object type, int[] shape)
    {
        NumpyArray array = Array((DataType)type, shape);
        var error = Assert.Throws<EdgeCnnException>(() => TensorMatch.Bytes(array, Input(DataType.Int8, 1, 2), "f.npy"));
        Assert.StartsWith($"f.npy: holds {array}, input 'x' takes Int8[1,2].", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, error.ExitCode);
    }

    private static NumpyArray Array(DataType type, params int[] shape) => new(type, new Shape(shape), new byte[] { 7, 8 });

    private static TensorInfo Input(DataType type, params int[] shape) => new("x", type, new Shape(shape));
}
