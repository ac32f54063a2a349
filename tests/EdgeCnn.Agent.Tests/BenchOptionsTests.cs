namespace EdgeCnn.Agent.Tests;

public sealed class BenchOptionsTests
{
    [Theory]
    [InlineData("1", new[] { 1 })]
    [InlineData("1,2,4", new[] { 1, 2, 4 })]
    [InlineData("0", new[] { 0 })]
    public void ParseThreads_Numbers_InTheirOrder(string text, int[] threads) => Assert.Equal(threads, BenchOptions.ParseThreads(text, 64));

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("1, 2")]
    [InlineData("-1")]
    [InlineData("65")]
    [InlineData("2,1,2")]
    [InlineData("99999999999")]
    public void ParseThreads_SomethingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => BenchOptions.ParseThreads(text, 64));
}
