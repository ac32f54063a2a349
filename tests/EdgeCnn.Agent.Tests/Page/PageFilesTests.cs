using System.Text;
using System.Text.RegularExpressions;
using EdgeCnn.Agent.Page;

namespace EdgeCnn.Agent.Tests.Page;

public sealed partial class PageFilesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/index.html")]
    [InlineData("/PAGE.JS")]
    public void TryGet_OtherPath_GivesNone(string? path) => Assert.False(PageFiles.TryGet(path, out _));

    [Fact]
    public void TryGet_Page_RefersOnlyToFilesThatAreThere()
    {
        string html = Text("/");
        string[] targets = [.. Reference().Matches(html).Select(match => match.Groups[1].Value)];
        Assert.Contains("page.js", targets.Select(target => target.TrimStart('/')));
        foreach (string target in targets.Where(target => !target.StartsWith('#') && !target.StartsWith("http", StringComparison.Ordinal)))
            Assert.True(PageFiles.TryGet("/" + target.TrimStart('/'), out _) || target.TrimStart('/') is "frame.jpg" or "metrics" or "healthz" or "events", target);
    }

    [Fact]
    public void TryGet_Files_NeedNothingThatThePolicyForbids()
    {
        string html = Text("/");
        Assert.DoesNotMatch("(?i)<script(?![^>]*src=)", html);
        Assert.DoesNotMatch("(?i)<style|\\sstyle=|\\son[a-z]+=", html);
        Assert.DoesNotMatch("(?i)@import|url\\((?!['\"]?/)", Text("/page.css"));
    }

    private static string Text(string path)
    {
        Assert.True(PageFiles.TryGet(path, out PageFile file));
        return Encoding.UTF8.GetString(file.Content);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
