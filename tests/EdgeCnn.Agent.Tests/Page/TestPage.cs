using System.Net;
using System.Net.Sockets;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Page;

/// <summary>A page on a port of its own, and a client with one connection.</summary>
internal sealed class TestPage : IAsyncDisposable
{
    public TestPage()
    {
        Facts = new PageFacts
        {
            Model = "mod\"el\\\n1",
            Labels = ["null", "\"eins\"", "zwei ²"],
            Kernels = "portable",
            Camera = "files:x",
            Input = "28x28x1",
            View = new LiveView(3),
            Totals = new RunTotals(),
        };
        (Server, Port) = OnFreePort(port => PageServer.Start(Facts, port));
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(Server.Url), Timeout = TimeSpan.FromSeconds(20) };
    }

    public PageFacts Facts { get; }

    public PageServer Server { get; }

    public int Port { get; }

    public HttpClient Client { get; }

    /// <summary>Starts something on a port that was free a moment ago; tries again where another program was quicker.</summary>
    public static (T Started, int Port) OnFreePort<T>(Func<int, T> start)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            try
            {
                return (start(port), port);
            }
            catch (EdgeCnnException error) when (error.ExitCode == ExitCode.Device && attempt < 10)
            {
            }
        }
    }

    public void Publish(long number, int truth = -1, int best = 1, PixelFormat format = PixelFormat.Rgb24)
    {
        var decision = new Decision(3) { Frame = number, Source = "1/x.png", Truth = truth, Best = best, Times = new StageTimes(1, 2, 3, 4) };
        ((float[])[0.2f, 0.7f, 0.1f]).CopyTo(decision.Probabilities, 0);
        Facts.Totals.Add(decision);
        Facts.View.Publish(TestFolder.Plain(17, 9, format, 200, number), decision);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
