using System.Net;
using EdgeCnn.Agent.Page.Access;

namespace EdgeCnn.Agent.Tests.Page.Access;

public sealed class AttemptLimitTests
{
    private static readonly IPAddress Mallory = IPAddress.Parse("192.0.2.1");
    private long now = 1000;

    [Fact]
    public void WaitSeconds_WrongTokens_DoublesUpToItsLimit()
    {
        AttemptLimit limit = New();
        var waits = new List<int>();
        for (int i = 0; i < 16; i++)
        {
            limit.Wrong(Mallory);
            waits.Add(limit.WaitSeconds(Mallory));
            now += 1000L * waits[^1];
            Assert.Equal(0, limit.WaitSeconds(Mallory));
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], waits);
    }

    [Fact]
    public void WaitSeconds_OtherAddress_IsZero()
    {
        AttemptLimit limit = New();
        Wrong(limit, Mallory, 8);
        Assert.True(limit.WaitSeconds(Mallory) > 0);
        Assert.True(limit.WaitSeconds(IPAddress.Parse("::ffff:192.0.2.1")) > 0);
        Assert.Equal(0, limit.WaitSeconds(IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void WaitSeconds_AddressesOfOneIpv6Network_WaitTogether()
    {
        AttemptLimit limit = New();
        for (int i = 0; i < 8; i++)
            limit.Wrong(IPAddress.Parse($"2001:db8::{i + 1:x}"));
        Assert.True(limit.WaitSeconds(IPAddress.Parse("2001:db8::ffff")) > 0);
        Assert.Equal(0, limit.WaitSeconds(IPAddress.Parse("2001:db8:0:1::1")));
    }

    [Fact]
    public void Right_AfterWrongOnes_ForgetsThem()
    {
        AttemptLimit limit = New();
        Wrong(limit, Mallory, 4);
        limit.Right(Mallory);
        limit.Wrong(Mallory);
        Assert.Equal(0, limit.WaitSeconds(Mallory));
    }

    [Fact]
    public void Wrong_ManyAddresses_KeepsThoseThatMustWaitLongest()
    {
        AttemptLimit limit = New();
        Wrong(limit, Mallory, 12);
        for (int i = 0; i < 5000; i++)
            limit.Wrong(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
        Assert.True(limit.WaitSeconds(Mallory) > 0);
    }

    private static void Wrong(AttemptLimit limit, IPAddress address, int times)
    {
        for (int i = 0; i < times; i++)
            limit.Wrong(address);
    }

    private AttemptLimit New() => new(() => now);
}
