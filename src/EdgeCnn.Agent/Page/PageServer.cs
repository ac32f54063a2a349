using System.Net;
using System.Net.Sockets;
using EdgeCnn.Agent.Page.Access;
using EdgeCnn.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeCnn.Agent.Page;

/// <summary>The live page's server: on 127.0.0.1, or elsewhere with a token.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const int MostConnections = 64;
    private const int MostConnectionsOfAnAddress = 24;
    private readonly WebApplication app;
    private readonly CancellationTokenSource stopping = new();

    private PageServer(PageFacts facts, PageOptions options)
    {
        var routes = new PageRoutes(facts, options, stopping.Token);
        var connections = new ConnectionLimit(MostConnectionsOfAnAddress);
        // An empty builder: no configuration files, environment variables or loggers that nobody asked for.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            SetLimits(kestrel.Limits);
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => connections.Serve(connection, next));
            });
        });
        app = builder.Build();
        app.Run(routes.Answer);
        Url = UrlOf(options);
    }

    /// <summary>Where the page is.</summary>
    public string Url { get; }

    /// <summary>Starts the server.</summary>
    /// <exception cref="EdgeCnnException">
    /// A token is missing or is none, the folder for pictures cannot be made, or the address or port is taken, not this machine's or
    /// closed to this user.
    /// </exception>
    public static PageServer Start(PageFacts facts, PageOptions options)
    {
        var server = new PageServer(facts, options);
        try
        {
            server.app.StartAsync().GetAwaiter().GetResult();
            return server;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new EdgeCnnException($"page: port {options.Port} on {options.Address} cannot be opened: {error.Message} Choose another one with --port, or use --no-page.", ExitCode.Device, error);
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

    // A browser's request has about 20 headers and 2 KB; nothing that the page takes is longer than a form.
    private static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = Gatekeeper.MostFormBytes + 1;
        limits.MaxRequestLineSize = 4096;
        limits.MaxRequestHeadersTotalSize = 8192;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBufferSize = 32768;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
    }

    private static string UrlOf(PageOptions options)
    {
        string host = options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : options.Address.ToString();
        return host.Contains(':', StringComparison.Ordinal) ? $"http://[{host}]:{options.Port}" : $"http://{host}:{options.Port}";
    }
}
