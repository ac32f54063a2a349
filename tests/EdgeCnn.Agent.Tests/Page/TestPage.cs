using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Tests.Page;

/// <summary>A page on a port of its own, and a client with one connection.</summary>
internal sealed class TestPage : IAsyncDisposable
{
    public TestPage()
        : this(new PageOptions())
    {
    }

    public TestPage(PageOptions options, int classes = 3)
    {
        Facts = new PageFacts
        {
            Model = "mod\"el\\\n1",
            Labels = ["null", "\"eins\"", "zwei ²"],
            Kernels = "portable",
            Camera = "files:x",
            Input = "28x28x1",
            View = new LiveView(classes, steps: 2),
            Totals = new RunTotals(),
            Layers = [Step(0, "conv1"), Step(1, "fc")],
            Board = () => Board,
        };
        (Server, Port) = OnFreePort(port => PageServer.Start(Facts, options with { Port = port }));
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Server.Url), Timeout = TimeSpan.FromSeconds(20) };
    }

    public PageFacts Facts { get; }

    /// <summary>What the board tells.</summary>
    public BoardState Board { get; set; }

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
        Facts.View.Publish(TestFolder.Plain(17, 9, format, 200, number), decision, PictureFit.Of(CropMode.Center, 17, 9, 28, 28), [Stopwatch.Frequency / 1000, Stopwatch.Frequency / 500]);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private static PlanStepSummary Step(int index, string node)
    {
        var tensor = new PlanTensorSummary(node, node, DataType.Int8, new Shape(1, 2, 2, 3), 12, 0);
        return new PlanStepSummary { Index = index, Op = "Conv2d", Node = node, Inputs = [tensor], Output = tensor, Kernel = "portable", MultiplyAdds = 100, Parameters = 1, WeightBytes = 1, ScratchBytes = 0 };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
