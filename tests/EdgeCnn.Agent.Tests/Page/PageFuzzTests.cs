using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeCnn.Agent.Page;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Agent.Tests.Page;

/// <summary>Hostile requests over a real connection: answered or refused, soon; nothing outside the folder; the page goes on.</summary>
[Collection(AloneCollection.Name)]
public sealed class PageFuzzTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef";
    private const int MostMemoryBytes = 64 << 20;
    private const int PatienceMs = 20_000;
    private const int WholeRequestUs = 20_000;
    private readonly TestFolder folder = new();
    private readonly TestPage open;
    private readonly TestPage guarded;
    private long clock;

    public PageFuzzTests()
    {
        string save = Path.Combine(folder.Root, "saved");
        open = new TestPage(new PageOptions { SaveFolder = save, MostPictures = 20 });
        // Nobody has to wait after a wrong token, or the rest of the run would prove nothing.
        guarded = new TestPage(new PageOptions { SaveFolder = save, MostPictures = 20, Token = Token, Clock = () => Interlocked.Add(ref clock, 1 << 20) });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await open.DisposeAsync();
        await guarded.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Answer_MutatedRequests_ServerGoesOn()
    {
        foreach (TestPage page in (TestPage[])[open, guarded])
        {
            page.Facts.View.Look();
            page.Publish(1);
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        new FuzzRun("page-requests", Send, (error, _) => error is RefusedException).Run([.. Seeds().Select(Encoding.ASCII.GetBytes)], HttpMutator.Mutate);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostMemoryBytes);
        Assert.Equal([Path.Combine(folder.Root, "saved")], Directory.GetFileSystemEntries(folder.Root));
        Assert.True(Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories).Length <= 40);
        foreach (TestPage page in (TestPage[])[open, guarded])
        {
            using HttpResponseMessage answer = await page.Client.GetAsync("/healthz");
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
        }
    }

    private static IEnumerable<string> Seeds()
    {
        foreach (string access in (string[])["", $"Authorization: Bearer {Token}\r\n"])
        {
            foreach (string path in (string[])["/", "/page.js", "/frame.jpg?n=7", "/healthz", "/metrics", "/layers", "/events", "/held.png?id=1", $"/?token={Token}"])
                yield return $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{access}Accept: */*\r\nConnection: close\r\n\r\n";
            yield return $"POST /hold HTTP/1.1\r\nHost: localhost\r\n{access}Origin: http://localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}";
            yield return $"POST /save HTTP/1.1\r\nHost: localhost\r\n{access}Content-Type: application/json\r\nContent-Length: 24\r\nConnection: close\r\n\r\n{{\"id\":1,\"label\":\"../cat\"}}";
            yield return $"POST /save HTTP/1.1\r\nHost: localhost\r\n{access}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n18\r\n{{\"id\":1,\"label\":\"../cat\"}}\r\n0\r\n\r\n";
            yield return $"POST /login HTTP/1.1\r\nHost: localhost\r\n{access}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 22\r\nConnection: close\r\n\r\ntoken={Token}";
        }
    }

    // Taken if the first answer is a good one. One that is silent and neither answered nor closed is a hang.
    private void Send(byte[] request)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, (request.Length & 1) == 0 ? open.Port : guarded.Port);
        Socket socket = client.Client;
        socket.ReceiveTimeout = socket.SendTimeout = PatienceMs;
        // A close without reading ends the connection at once, so that it does not count against those to come.
        socket.LingerState = new LingerOption(true, 0);
        byte[] answer = new byte[1 << 16];
        int length = 0;
        try
        {
            socket.Send(request);
            // The end of what is sent ends a request that is not whole, but an answer that is on its way too.
            socket.Poll(WholeRequestUs, SelectMode.SelectRead);
            socket.Shutdown(SocketShutdown.Send);
            for (int got; length < answer.Length && (got = socket.Receive(answer, length, answer.Length - length, SocketFlags.None)) > 0;)
            {
                length += got;
                if (answer.AsSpan(0, length).IndexOf("text/event-stream"u8) >= 0)
                    break;
            }
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
        {
            // Closed before all was sent: refused, unless an answer came before.
        }

        string line = Encoding.Latin1.GetString(answer, 0, Math.Min(length, 12));
        if (!line.StartsWith("HTTP/1.1 2", StringComparison.Ordinal) && !line.StartsWith("HTTP/1.1 3", StringComparison.Ordinal))
            throw new RefusedException(line);
        Assert.DoesNotContain("root:", Encoding.Latin1.GetString(answer, 0, length), StringComparison.Ordinal);
    }

    private sealed class RefusedException(string line) : Exception(line);
}
