using System.Net;
using EdgeCnn.Agent.Page;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Page;

public sealed class PageOptionsTests
{
    [Fact]
    public void RequireToken_LoopbackWithoutToken_NeedsNone()
    {
        Assert.Null(new PageOptions().RequireToken());
        Assert.Null(new PageOptions { Address = IPAddress.IPv6Loopback }.RequireToken());
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.7")]
    public void RequireToken_OtherAddressWithoutToken_IsUsageErrorThatSaysHowToMakeOne(string address)
    {
        var error = Assert.Throws<EdgeCnnException>(() => new PageOptions { Address = IPAddress.Parse(address) }.RequireToken());
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/urandom", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fifteen-letters")]
    [InlineData("has a space in its middle")]
    [InlineData("ünïcödé-ünïcödé-ünïcödé")]
    public void RequireToken_WeakToken_IsUsageErrorThatDoesNotTellIt(string token)
    {
        foreach (IPAddress address in (IPAddress[])[IPAddress.Loopback, IPAddress.Any])
        {
            var error = Assert.Throws<EdgeCnnException>(() => new PageOptions { Address = address, Token = token }.RequireToken());
            Assert.Equal(ExitCode.Usage, error.ExitCode);
            Assert.True(token.Length == 0 || !error.Message.Contains(token, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void RequireToken_File_GivesItsFirstLine()
    {
        using var folder = new TestFolder();
        string path = folder.Put("token", "0123456789abcdef\r\nmore\n"u8);
        Assert.Equal("0123456789abcdef", new PageOptions { Address = IPAddress.Any, TokenFile = path }.RequireToken());
    }

    [Fact]
    public void RequireToken_FileMissing_IsErrorThatNamesIt()
    {
        var error = Assert.Throws<EdgeCnnException>(() => new PageOptions { TokenFile = "/no/such/token" }.RequireToken());
        Assert.Contains("/no/such/token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireToken_EndlessFile_IsRefused() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => new PageOptions { TokenFile = "/dev/zero" }.RequireToken()).ExitCode);
}
