using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Tensors;

public sealed class TensorLayoutTests
{
    [Fact]
    public void Bytes_EqualTypeAndShape_AreTheFiles() =>
        Assert.Equal([7, 8], Layout(onnx: false).Bytes(Array(DataType.Int8, 1, 2), Input(DataType.Int8, 1, 2), "f.npy").ToArray());

    [Theory]
    [InlineData(DataType.UInt8, new[] { 1, 2 })]
    [InlineData(DataType.Int8, new[] { 2 })]
    [InlineData(DataType.Int8, new[] { 2, 1 })]
    [InlineData(DataType.Bool, new[] { 1, 2 })]
    public void Bytes_OtherTypeOrShape_NamesBoth(object type, int[] shape)
    {
        NumpyArray array = Array((DataType)type, shape);
        var error = Assert.Throws<EdgeCnnException>(() => Layout(onnx: false).Bytes(array, Input(DataType.Int8, 1, 2), "f.npy"));
        Assert.StartsWith($"f.npy: holds {array}, input 'x' takes Int8[1,2].", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, error.ExitCode);
    }

    [Fact]
    public void Bytes_OfAMapInOnnxOrder_AreTurned()
    {
        // [1, 2 channels, 1, 3]: each pixel's channels stand together afterwards.
        var array = new NumpyArray(DataType.Int8, new Shape(1, 2, 1, 3), new byte[] { 1, 2, 3, 11, 12, 13 });
        TensorInfo input = Input(DataType.Int8, 1, 1, 3, 2);
        Assert.Equal([1, 11, 2, 12, 3, 13], Layout(onnx: true).Bytes(array, input, "f.npy").ToArray());
        NumpyArray back = Layout(onnx: true).Array(input, new byte[] { 1, 11, 2, 12, 3, 13 });
        Assert.Equal(array.Shape, back.Shape);
        Assert.Equal(array.Data.ToArray(), back.Data.ToArray());
    }

    [Fact]
    public void Bytes_OfAMapInTheOtherOrder_NamesTheOption()
    {
        var array = new NumpyArray(DataType.Int8, new Shape(1, 1, 3, 2), new byte[6]);
        var error = Assert.Throws<EdgeCnnException>(() => Layout(onnx: true).Bytes(array, Input(DataType.Int8, 1, 1, 3, 2), "f.npy"));
        Assert.Contains("Int8[1,2,1,3] in the order NCHW", error.Message, StringComparison.Ordinal);
        Assert.Contains("--layout nhwc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_OfAKeptLayout_AreNeverTurned()
    {
        var array = new NumpyArray(DataType.Int8, new Shape(1, 2, 1, 3), new byte[] { 1, 2, 3, 11, 12, 13 });
        Assert.Equal([1, 2, 3, 11, 12, 13], Layout(onnx: true, kept: "x").Bytes(array, Input(DataType.Int8, 1, 2, 1, 3), "f.npy").ToArray());
    }

    private static TensorLayout Layout(bool onnx, params string[] kept) => new(new NetworkGraph
    {
        Name = "g",
        Inputs = ["x"],
        Outputs = ["x"],
        Tensors = NamedTable<TensorInfo>.Empty,
        Constants = NamedTable<ReadOnlyMemory<byte>>.Empty,
        Nodes = [],
        KeptLayout = [.. kept],
    }, onnx);

    private static NumpyArray Array(DataType type, params int[] shape) => new(type, new Shape(shape), new byte[] { 7, 8 });

    private static TensorInfo Input(DataType type, params int[] shape) => new("x", type, new Shape(shape));
}
