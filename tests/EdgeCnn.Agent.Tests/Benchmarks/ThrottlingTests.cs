using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class ThrottlingTests
{
    [Theory]
    [InlineData("0\n", 0u, "", "")]
    [InlineData("50005\n", 0x50005u, "under-voltage, throttled", "under-voltage, throttled")]
    [InlineData("0xe0008", 0xe0008u, "soft temperature limit", "clock capped, throttled, soft temperature limit")]
    public void TryParse_WordOfTheFirmware_NamesItsBits(string text, uint bits, string now, string since)
    {
        Assert.True(Throttling.TryParse(text, out Throttling throttling));
        Assert.Equal((bits, now, since), (throttling.Bits, Throttling.Describe(throttling.Now), Throttling.Describe(throttling.SinceStart)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("throttled=0x0")]
    [InlineData("123456789")]
    public void TryParse_SomethingElse_IsRefused(string? text) => Assert.False(Throttling.TryParse(text, out _));
}
