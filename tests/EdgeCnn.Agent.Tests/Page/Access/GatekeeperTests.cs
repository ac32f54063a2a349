using System.Net;
using EdgeCnn.Agent.Page;

namespace EdgeCnn.Agent.Tests.Page.Access;

/// <summary>The token, as clients meet it.</summary>
[Collection(AloneCollection.Name)]
public sealed class GatekeeperTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef+/=";
    private readonly TestPage page = new(new PageOptions { Token = Token });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await page.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/page.js")]
    [InlineData("/events")]
    [InlineData("/frame.jpg")]
    [InlineData("/layers")]
    [InlineData("/metrics")]
    [InlineData("/held.png?id=1")]
    [InlineData("/nosuch")]
    public async Task Get_WithoutToken_IsRefused(string path)
    {
        using HttpResponseMessage answer = await page.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain(page.Facts.Model, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PageWithoutToken_IsTheForm()
    {
        using HttpResponseMessage answer = await page.Client.GetAsync("/");
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("<form method=\"post\" action=\"login\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage looks = await page.Client.GetAsync("/page.css");
        Assert.Equal(HttpStatusCode.OK, looks.StatusCode);
    }

    [Fact]
    public async Task Get_HealthWithoutToken_IsAnswered()
    {
        using HttpResponseMessage answer = await page.Client.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("label", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer " + Token, 200)]
    [InlineData("bearer " + Token, 200)]
    [InlineData("Bearer 0123456789abcdef+/", 401)]
    [InlineData("Bearer " + Token + "x", 401)]
    [InlineData("Basic " + Token, 401)]
    public async Task Get_Authorization_OnlyTheTokenOpens(string header, int status) => Assert.Equal(status, (int)(await Send("/metrics", ("Authorization", header))).StatusCode);

    [Fact]
    public async Task Get_TokenInAddress_GivesACookieAndLeavesTheAddressBar()
    {
        using HttpResponseMessage first = await page.Client.GetAsync($"/?token={Uri.EscapeDataString(Token)}");
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (first.StatusCode, first.Headers.Location!.ToString()));
        string cookie = first.Headers.GetValues("Set-Cookie").Single();
        foreach (string part in (string[])["httponly", "samesite=strict", "path=/"])
            Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0123456789abcdef", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Send("/", ("Cookie", cookie.Split(';')[0]))).StatusCode);
        // The cookie is no token, and the token no cookie.
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send("/metrics", ("Authorization", $"Bearer {cookie.Split(';')[0].Split('=', 2)[1]}"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send("/metrics", ("Cookie", $"edgecnn-{page.Port}={Token}"))).StatusCode);
    }

    [Fact]
    public async Task Get_OldCookie_IsForgottenByTheBrowser()
    {
        using HttpResponseMessage answer = await Send("/", ("Cookie", $"edgecnn-{page.Port}=old"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("1970", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PathInAddressWithToken_IsNoPlaceToBeSentTo()
    {
        using HttpResponseMessage answer = await page.Client.GetAsync($"{page.Server.Url}//evil.example/?token={Uri.EscapeDataString(Token)}");
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Post_Form_RightTokenGivesTheCookieWrongOneTheFormAgain()
    {
        using HttpResponseMessage wrong = await Form("no");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("That is not the token.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage right = await Form(Token);
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Send("/", ("Cookie", right.Headers.GetValues("Set-Cookie").Single().Split(';')[0]))).StatusCode);
    }

    [Fact]
    public async Task Post_FormOfAnotherSite_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await Form(Token, "http://evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Form(Token, "null")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Form(Token, page.Server.Url)).StatusCode);
    }

    [Fact]
    public async Task Post_LongForm_IsRefused() => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Form(new string('x', 5000))).StatusCode);

    [Fact]
    public async Task Get_ManyWrongTokens_MustWaitEvenWithTheRightOne()
    {
        HttpResponseMessage answer = await Send("/metrics", ("Authorization", "Bearer no"));
        for (int i = 0; i < 8 && answer.StatusCode == HttpStatusCode.Unauthorized; i++)
            answer = await Send("/metrics", ("Authorization", "Bearer no"));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Send("/metrics", ("Authorization", $"Bearer {Token}"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Form(Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await page.Client.GetAsync("/healthz")).StatusCode);
        while ((await Send("/metrics", ("Authorization", $"Bearer {Token}"))).StatusCode == HttpStatusCode.TooManyRequests)
            await Task.Delay(100);
        Assert.Equal(HttpStatusCode.OK, (await Send("/metrics", ("Authorization", $"Bearer {Token}"))).StatusCode);
    }

    [Fact]
    public async Task Get_AnyHost_IsAnsweredWhereTheTokenGuards()
    {
        Assert.Equal(HttpStatusCode.OK, (await Send("/metrics", ("Host", "board.local"), ("Authorization", $"Bearer {Token}"))).StatusCode);
        await using var named = new TestPage(new PageOptions { Token = Token, AllowedHosts = ["board.local"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Headers = { Host = "other.local" } };
        Assert.Equal(421, (int)(await named.Client.SendAsync(request)).StatusCode);
    }

    private Task<HttpResponseMessage> Form(string token, string? origin = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]) };
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return page.Client.SendAsync(request);
    }

    private Task<HttpResponseMessage> Send(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return page.Client.SendAsync(request);
    }
}
