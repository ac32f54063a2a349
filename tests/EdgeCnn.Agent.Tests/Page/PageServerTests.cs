using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeCnn.Agent.Page;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Page;

[Collection(AloneCollection.Name)]
public sealed class PageServerTests : IAsyncLifetime
{
    private readonly TestPage page = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await page.DisposeAsync();

    [Theory]
    [InlineData("/", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("/?x=../../etc/passwd", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("/page.css", "text/css; charset=utf-8", "{")]
    [InlineData("/page.js", "text/javascript; charset=utf-8", "EventSource")]
    [InlineData("/icon.svg", "image/svg+xml", "<svg")]
    public async Task Get_OwnFile_HasContentTypeAndPolicy(string path, string type, string part)
    {
        using HttpResponseMessage answer = await page.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        AssertSafe(answer);
    }

    [Theory]
    [InlineData("/nosuch")]
    [InlineData("/page.css/")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("//")]
    [InlineData("/index.html")]
    [InlineData("/login")]
    [InlineData("/held.png?id=0")]
    public async Task Get_OtherPath_IsNotFound(string path)
    {
        using HttpResponseMessage answer = await page.Client.GetAsync(page.Server.Url + path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        AssertSafe(answer);
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("PUT", "/frame.jpg")]
    [InlineData("DELETE", "/healthz")]
    [InlineData("OPTIONS", "/metrics")]
    [InlineData("POST", "/events")]
    public async Task Send_OtherMethod_IsNotAllowed(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent(new string('x', 5000));
        using HttpResponseMessage answer = await page.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        AssertSafe(answer);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost.evil.example:8080", 421)]
    [InlineData("[::1]", 421)]
    [InlineData("localhost", 200)]
    [InlineData("localhost:8080", 200)]
    [InlineData("127.0.0.1:1", 200)]
    public async Task Get_HostHeader_OnlyOwnNamesAreAnswered(string host, int status)
    {
        foreach (string path in (string[])["/", "/metrics"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using HttpResponseMessage answer = await page.Client.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/events")]
    [InlineData("/frame.jpg")]
    public async Task Head_AnyPath_AnswersWithoutBodyAndFreesTheConnection(string path)
    {
        page.Facts.View.Look();
        page.Publish(1);
        using (var request = new HttpRequestMessage(HttpMethod.Head, path))
        using (HttpResponseMessage answer = await page.Client.SendAsync(request))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }

        using HttpResponseMessage next = await page.Client.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData(PixelFormat.Gray8)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Rgba32)]
    public async Task Get_Frame_IsAJpegOfThePicture(PixelFormat format)
    {
        page.Facts.View.Look();
        page.Publish(1, format: format);
        using HttpResponseMessage answer = await page.Client.GetAsync("/frame.jpg");
        byte[] file = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal([0xFF, 0xD8], file[..2]);
        Assert.Equal([0xFF, 0xD9], file[^2..]);
        var picture = ReferenceJpegDecoder.Decode(file);
        Assert.Equal((17, 9), (picture.Width, picture.Height));
        AssertSafe(answer);
    }

    [Fact]
    public async Task Get_FrameWhenNobodyLookedYet_WaitsForTheNextPicture()
    {
        page.Publish(1);
        Task<HttpResponseMessage> asked = page.Client.GetAsync("/frame.jpg");
        while (!page.Facts.View.TryCopyPicture(new Frame()) && !asked.IsCompleted)
        {
            page.Publish(2);
            await Task.Delay(10);
        }

        using HttpResponseMessage answer = await asked;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Get_FrameWithoutCamera_IsUnavailable()
    {
        using HttpResponseMessage answer = await page.Client.GetAsync("/frame.jpg");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Get_Metrics_IsPrometheusText()
    {
        page.Publish(1, truth: 1);
        using HttpResponseMessage answer = await page.Client.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\nedgecnn_frames_total 1\n", text, StringComparison.Ordinal);
        AssertSafe(answer);
    }

    [Fact]
    public async Task Start_PortTaken_IsDeviceErrorThatNamesThePort()
    {
        var error = Assert.Throws<EdgeCnnException>(() => PageServer.Start(page.Facts, new PageOptions { Port = page.Port }));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains(page.Port.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Contains("--no-page", error.Message, StringComparison.Ordinal);
        using HttpResponseMessage answer = await page.Client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Dispose_WithOpenStream_EndsItSoonAndFreesThePort()
    {
        var server = new TestPage();
        using Stream stream = await server.Client.GetStreamAsync("/events");
        Assert.True(await stream.ReadAsync(new byte[64]) > 0);
        var watch = Stopwatch.StartNew();
        await server.Server.DisposeAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.9), $"{watch.Elapsed}");
        Task rest = stream.CopyToAsync(Stream.Null);
        Assert.Same(rest, await Task.WhenAny(rest, Task.Delay(5000)));
        using var listener = new TcpListener(IPAddress.Loopback, server.Port);
        listener.Start();
        server.Client.Dispose();
    }

    private static void AssertSafe(HttpResponseMessage answer)
    {
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }
}
