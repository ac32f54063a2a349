using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeCnn.Agent.Tests.Page;

/// <summary>Clients that say little and keep their connections.</summary>
[Collection(AloneCollection.Name)]
public sealed class SlowClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestPage page = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await page.DisposeAsync();

    [Fact]
    public async Task Connect_HalfRequests_AreClosedAndOthersAnsweredMeanwhile()
    {
        string[] halves = ["", "G", "GET / HTTP/1.1\r\nHost: loc", "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "POST /save HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"];
        var clients = halves.SelectMany(half => Enumerable.Repeat(half, 4)).Select(Connect).ToArray();
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage answer = await page.Client.GetAsync("/page.css");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        foreach (Socket client in clients.Skip(4))
            Assert.True(await Ends(client), "a half request is kept open");
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task Connect_ManyFromOneAddress_AreClosedAboveTheLimit()
    {
        var clients = Enumerable.Range(0, 60).Select(_ => Connect("")).ToList();
        int refused = 0;
        var watch = Stopwatch.StartNew();
        while (refused < 36 && watch.Elapsed < Patience)
        {
            refused = clients.Count(client => client.Poll(0, SelectMode.SelectRead));
            await Task.Delay(20);
        }

        Assert.Equal(36, refused);
        clients.ForEach(client => client.Dispose());
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await page.Client.GetAsync("/page.css");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return;
            }
            catch (HttpRequestException) when (watch.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    private static async Task<bool> Ends(Socket client)
    {
        using var patience = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[4096];
        try
        {
            while (await client.ReceiveAsync(buffer, patience.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Socket Connect(string start)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, page.Port);
        if (start.Length > 0)
            socket.Send(Encoding.ASCII.GetBytes(start));
        return socket;
    }
}
