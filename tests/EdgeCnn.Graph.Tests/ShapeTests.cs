namespace EdgeCnn.Graph.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void Indexer_NegativeAxis_CountsFromEnd()
    {
        Shape shape = new(1, 28, 14, 3);
        Assert.Equal((4, 1, 3, 14), (shape.Rank, shape[0], shape[-1], shape[-2]));
        Assert.Equal(1 * 28 * 14 * 3, shape.Elements);
    }

    [Fact]
    public void Default_IsScalar()
    {
        Shape scalar = default;
        Assert.Equal((0, 1, true, "[]"), (scalar.Rank, scalar.Elements, scalar.IsValid, scalar.ToString()));
        Assert.Equal(new Shape(), scalar);
        Assert.Equal(new Shape().GetHashCode(), scalar.GetHashCode());
    }

    [Theory]
    [InlineData(true, 2147483647)]
    [InlineData(true, 65536, 32767)]
    [InlineData(false, 65536, 32768)]
    [InlineData(false, 65536, 65536, 65536)]
    [InlineData(false, 65536, 65536, 65536, 65536)]
    [InlineData(false, 2147483647, 2147483647, 2147483647)]
    [InlineData(false, 0)]
    [InlineData(false, 3, 0, 2)]
    [InlineData(false, -1)]
    [InlineData(false, -2, -3)]
    [InlineData(false, -2147483648, -2147483648)]
    public void IsValid_Dims_SaysWhetherProductFits31Bits(bool expected, params int[] dims) =>
        Assert.Equal(expected, new Shape(dims).IsValid);

    [Theory]
    [InlineData(65536, 32768)]
    [InlineData(65536, 65536)]
    [InlineData(65536, 65536, 65536)]
    public void Elements_ProductTooLarge_Throws(params int[] dims) =>
        Assert.Throws<OverflowException>(() => new Shape(dims).Elements);

    [Fact]
    public void Equals_SameSizes_ComparesValuesAndOrder()
    {
        Assert.True(new Shape(2, 3) == new Shape(2, 3));
        Assert.True(new Shape(2, 3) != new Shape(3, 2));
        Assert.True(new Shape(2, 3) != new Shape(2, 3, 1));
        Assert.False(new Shape(2).Equals((object)"[2]"));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
    }

    [Fact]
    public void ToString_Dims_ListsThem() => Assert.Equal("[1,28,28,1]", new Shape(1, 28, 28, 1).ToString());
}
