using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Tests.Nodes;

public sealed class WindowTests
{
    [Theory]
    [InlineData(28, 3, 1, 0, 0, 1, 26)]
    [InlineData(28, 3, 1, 1, 1, 1, 28)]
    [InlineData(28, 5, 2, 2, 2, 1, 14)]
    [InlineData(7, 3, 2, 0, 0, 1, 3)]
    [InlineData(8, 3, 2, 0, 0, 1, 3)]
    [InlineData(9, 3, 1, 0, 0, 4, 1)]
    [InlineData(9, 3, 3, 1, 0, 2, 2)]
    [InlineData(1, 1, 5, 0, 0, 7, 1)]
    [InlineData(2, 3, 1, 0, 1, 1, 1)]
    public void Output_Sizes_FollowFormula(int size, int kernel, int stride, int before, int after, int dilation, int expected)
    {
        Window high = new() { StrideH = stride, PadTop = before, PadBottom = after, DilationH = dilation };
        Window wide = new() { StrideW = stride, PadLeft = before, PadRight = after, DilationW = dilation };
        Assert.Equal(expected, high.OutputHeight("n", size, kernel));
        Assert.Equal(expected, wide.OutputWidth("n", size, kernel));
        Assert.Equal(expected, Positions(size, kernel, stride, before, after, dilation));
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(8, 3, 4)]
    [InlineData(100, int.MaxValue, 1 << 24)]
    [InlineData(1 << 24, 2, 1 << 24)]
    public void Output_KernelDoesNotFit_NamesNodeAndSizes(int size, int kernel, int dilation)
    {
        var error = Assert.Throws<GraphException>(() => new Window { DilationH = dilation }.OutputHeight("Conv2d 'c'", size, kernel));
        Assert.Equal("Conv2d 'c'", error.Node);
        Assert.Contains($"kernel of {kernel}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{size} +", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_PaddingBeyond31Bits_Throws() => Assert.Throws<GraphException>(() =>
        new Window { PadTop = int.MaxValue, PadBottom = int.MaxValue }.OutputHeight("n", int.MaxValue, 1));

    [Fact]
    public void Output_BadAttribute_Throws()
    {
        Window[] windows =
        [
            new() { StrideH = 0 }, new() { StrideW = -1 }, new() { DilationH = 0 }, new() { DilationW = int.MinValue },
            new() { PadTop = -1 }, new() { PadLeft = -1 }, new() { PadBottom = -1 }, new() { PadRight = int.MinValue },
            new() { StrideH = (1 << 24) + 1 }, new() { DilationW = int.MaxValue }, new() { PadTop = int.MaxValue }, new() { PadRight = (1 << 24) + 1 },
        ];
        Assert.All(windows, window =>
        {
            Assert.False(window.IsValid);
            Assert.Throws<GraphException>(() => window.OutputHeight("n", 8, 3));
            Assert.Throws<GraphException>(() => window.OutputWidth("n", 8, 3));
        });
        Assert.Throws<GraphException>(() => new Window().OutputHeight("n", 8, 0));
        Assert.Throws<GraphException>(() => new Window().OutputHeight("n", 8, -3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Same_StrideOne_KeepsSize(int kernel)
    {
        for (int size = 1; size < 9; size++)
        {
            Assert.Equal(size, Window.Same(kernel).OutputHeight("n", size, kernel));
            Assert.Equal(size, Window.Same(kernel).OutputWidth("n", size, kernel));
        }
    }

    // Counts the positions at which the last tap is still inside the padded row.
    private static int Positions(int size, int kernel, int stride, int before, int after, int dilation)
    {
        int count = 0;
        for (int start = 0; start + (dilation * (kernel - 1)) < before + size + after; start += stride)
            count++;
        return count;
    }
}
