using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Page;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Page.Saving;

[Collection(AloneCollection.Name)]
public sealed class SaveEndpointTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private readonly TestPage page;

    public SaveEndpointTests() => page = new TestPage(new PageOptions { SaveFolder = folder.Root });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await page.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Save_HeldPicture_StoresWhatWasShownAlthoughTheCameraWentOn()
    {
        long id = await Hold();
        byte[] shown = await page.Client.GetByteArrayAsync($"/held.png?id={id}");
        page.Publish(2, format: PixelFormat.Gray8);
        var (status, answer) = await Post("/save", $$"""{"id":{{id}},"label":"zwei ²"}""");
        Assert.Equal((200, 1), (status, answer.GetProperty("pictures").GetInt32()));
        Assert.Equal(shown, File.ReadAllBytes(Path.Combine(folder.Root, answer.GetProperty("saved").GetString()!)));
        var picture = ReferencePngDecoder.Decode(shown);
        Assert.Equal((17, 9), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task Hold_NoPicture_IsUnavailable() => Assert.Equal(503, (await Post("/hold", "{}")).Status);

    [Fact]
    public async Task Save_OldNumber_IsAConflict()
    {
        long id = await Hold();
        await Hold();
        Assert.Equal(409, (await Post("/save", $$"""{"id":{{id}},"label":"a"}""")).Status);
        Assert.Empty(Directory.GetDirectories(folder.Root));
        using HttpResponseMessage old = await page.Client.GetAsync($"/held.png?id={id}");
        Assert.Equal(404, (int)old.StatusCode);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"id\":1}", 400)]
    [InlineData("{\"id\":\"1\",\"label\":\"a\"}", 400)]
    [InlineData("{\"id\":1e99,\"label\":\"a\"}", 400)]
    [InlineData("{\"id\":1,\"label\":7}", 400)]
    [InlineData("{\"id\":1,\"label\":\"\\ud800\"}", 400)]
    [InlineData("{\"id\":1,\"label\":\"\"}", 422)]
    [InlineData("{\"id\":1,\"label\":\"a\\u0000\"}", 422)]
    public async Task Save_BadBody_IsRefused(string body, int status)
    {
        Assert.Equal(1, await Hold());
        var (got, answer) = await Post("/save", body);
        Assert.Equal(status, got);
        Assert.NotEmpty(answer.GetProperty("problem").GetString()!);
        Assert.Empty(Directory.GetDirectories(folder.Root));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Origin", null, 200)]
    public async Task Hold_RequestOfAnotherSite_IsRefused(string header, string? value, int status)
    {
        page.Facts.View.Look();
        page.Publish(1);
        Assert.Equal(status, (await Post("/hold", "{}", header: header, value: value ?? page.Server.Url)).Status);
    }

    [Fact]
    public async Task Save_FormOfAnotherSite_CannotBeJson()
    {
        foreach (string type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
            Assert.Equal(415, (await Post("/save", "{}", type)).Status);
    }

    [Fact]
    public async Task Post_WithoutFolder_IsNotFound()
    {
        await using var other = new TestPage();
        foreach (string path in (string[])["/hold", "/save"])
        {
            using HttpResponseMessage answer = await other.Client.PostAsync(path, new StringContent("{}", Encoding.UTF8, "application/json"));
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Save_WithoutToken_IsRefusedWhereOneIsNeeded()
    {
        await using var guarded = new TestPage(new PageOptions { SaveFolder = folder.Root, Token = "0123456789abcdef" });
        using HttpResponseMessage answer = await guarded.Client.PostAsync("/hold", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(401, (int)answer.StatusCode);
    }

    private async Task<long> Hold()
    {
        page.Facts.View.Look();
        page.Publish(1);
        var (status, answer) = await Post("/hold", "{}");
        Assert.Equal(200, status);
        return answer.GetProperty("id").GetInt64();
    }

    private async Task<(int Status, JsonElement Answer)> Post(string path, string body, string type = "application/json", string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage answer = await page.Client.SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
