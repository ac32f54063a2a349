using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeCnn.Devices.Board;
using EdgeCnn.Graph;
using Microsoft.AspNetCore.Builder;

namespace EdgeCnn.Agent.Page;

/// <summary>The live page on 127.0.0.1.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const double HealthySeconds = 5;
    private static readonly BoardInfo Board = new();
    private readonly WebApplication app;
    private readonly PageFacts facts;
    private readonly PictureEncoder pictures;
    private readonly CancellationTokenSource stopping = new();

    private PageServer(PageFacts facts, int port)
    {
        this.facts = facts;
        pictures = new PictureEncoder(facts.View);
        // An empty builder: no configuration files, environment variables or loggers that nobody asked for.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(IPAddress.Loopback, port);
        });
        app = builder.Build();
        app.Run(Answer);
        Url = $"http://127.0.0.1:{port}";
    }

    /// <summary>Where the page is.</summary>
    public string Url { get; }

    /// <summary>Starts the server.</summary>
    /// <exception cref="EdgeCnnException">The port is taken, or closed to this user.</exception>
    public static PageServer Start(PageFacts facts, int port)
    {
        var server = new PageServer(facts, port);
        try
        {
            server.app.StartAsync().GetAwaiter().GetResult();
            return server;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new EdgeCnnException($"page: port {port} on 127.0.0.1 cannot be opened: {error.Message} Choose another one with --port, or use --no-page.", ExitCode.Device, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        stopping.Dispose();
    }

    private Task Answer(HttpContext context)
    {
        HttpRequest request = context.Request;
        SetHeaders(context.Response.Headers);
        // A page of another site could reach 127.0.0.1 under a name of its own; only our own names get an answer.
        if (request.Host.Host is not ("127.0.0.1" or "localhost"))
            return Text(context, 421, "text/plain", "This page answers to 127.0.0.1 and localhost only.\n");
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return Text(context, 405, "text/plain", "GET only.\n");
        switch (request.Path.Value)
        {
            case "/events":
                return EventStream.Send(facts, context, stopping.Token);
            case "/frame.jpg":
                return Picture(context);
            case "/healthz":
                return Health(context);
            case "/metrics":
                return Text(context, 200, "text/plain; version=0.0.4", MetricsText.Write(facts, Board));
            default:
                return PageFiles.TryGet(request.Path.Value, out PageFile file)
                    ? Bytes(context, file.ContentType, file.Content)
                    : Text(context, 404, "text/plain", "Not found. The page is at /.\n");
        }
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    private async Task Picture(HttpContext context)
    {
        facts.View.Look();
        byte[]? jpeg = pictures.Encode();
        // The first one to look finds no picture kept; the next frame brings one.
        for (int i = 0; jpeg is null && i < 20; i++)
        {
            await Task.Delay(50, context.RequestAborted);
            jpeg = pictures.Encode();
        }

        await (jpeg is null ? Text(context, 503, "text/plain", "No picture yet.\n") : Bytes(context, "image/jpeg", jpeg));
    }

    private Task Health(HttpContext context)
    {
        double age = facts.View.SecondsSinceDecision;
        bool healthy = age < HealthySeconds;
        return Text(context, healthy ? 200 : 503, "application/json", string.Create(CultureInfo.InvariantCulture, $"{{\"status\":\"{(healthy ? "ok" : "no decisions")}\",\"frames\":{facts.Totals.Frames},\"secondsSinceDecision\":{age:F3}}}\n"));
    }

    private static Task Text(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        return Bytes(context, $"{type}; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }

    private static Task Bytes(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(content, 0, content.Length, context.RequestAborted);
    }
}
