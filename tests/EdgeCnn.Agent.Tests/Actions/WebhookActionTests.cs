using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class WebhookActionTests
{
    [Fact]
    public void Run_Event_IsPostedAsJsonWithTheToken()
    {
        using var folder = new TestFolder();
        using var server = new Server("200 OK");
        using WebhookAction action = Make(server, folder.Put("token", "s3cret\n"u8));
        action.Run(Events.Of(1), CancellationToken.None);
        string request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /hook HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer s3cret\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{\"time\":\"2026-11-26T12:00:00Z\",\"event\":\"entered\",\"label\":\"dog\",\"probability\":0.5,\"frame\":7,\"device\":\"porch\"}", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500 Oops")]
    [InlineData("503 Busy")]
    [InlineData("429 Slow down")]
    [InlineData("408 Late")]
    [InlineData("")]
    public void Run_WhatMayWorkLater_IsTriedAgain(string answer)
    {
        using var server = new Server(answer, answer, "204 Taken");
        using WebhookAction action = Make(server);
        action.Run(Events.Of(0), CancellationToken.None);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/", 1)]
    [InlineData("401 No", 1)]
    [InlineData("404 No", 1)]
    [InlineData("500 Oops", 4)]
    public void Run_WhatDoesNotWork_IsGivenUp(string answer, int attempts)
    {
        using var server = new Server(answer);
        using WebhookAction action = Make(server);
        var error = Assert.Throws<EdgeCnnException>(() => action.Run(Events.Of(0), CancellationToken.None));
        Assert.Contains($"answered {answer[..3]}", error.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, server.Requests.Count);
    }

    [Fact]
    public void Run_NobodyAnswers_EndsAtItsTimeOrWhenItIsStopped()
    {
        using var server = new Server("hang");
        using WebhookAction action = Make(server, timeout: 0.2);
        Assert.Contains("no answer in 0.2 s", Assert.Throws<EdgeCnnException>(() => action.Run(Events.Of(0), CancellationToken.None)).Message, StringComparison.Ordinal);
        using WebhookAction patient = Make(server, timeout: 300);
        using var stop = new CancellationTokenSource(200);
        Assert.ThrowsAny<OperationCanceledException>(() => patient.Run(Events.Of(0), stop.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\r\nX-Evil: 1")]
    public void Run_TokenFileIsWrong_SendsNothing(string token)
    {
        using var folder = new TestFolder();
        using var server = new Server("200 OK");
        using WebhookAction action = Make(server, folder.Put("token", Encoding.UTF8.GetBytes(token)));
        Assert.Throws<EdgeCnnException>(() => action.Run(Events.Of(0), CancellationToken.None));
        Assert.Empty(server.Requests);
    }

    private static WebhookAction Make(Server server, string? token = null, double timeout = 20) =>
        new("webhook", Events.All, Events.Text, new WebhookSettings(new Uri($"http://127.0.0.1:{server.Port}/hook"), token, TimeSpan.FromSeconds(timeout), 4), TimeSpan.FromMilliseconds(1));

    /// <summary>Answers one request a connection, the last answer again and again; an empty one closes, "hang" waits for ever.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly string[] answers;
        private readonly List<Socket> hanging = [];

        public Server(params string[] answers)
        {
            this.answers = answers;
            listener.Start();
            new Thread(Serve) { IsBackground = true }.Start();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public List<string> Requests { get; } = [];

        public void Dispose()
        {
            listener.Dispose();
            hanging.ForEach(socket => socket.Dispose());
        }

        private void Serve()
        {
            try
            {
                while (true)
                {
                    Socket socket = listener.AcceptSocket();
                    string answer = answers[Math.Min(Requests.Count, answers.Length - 1)];
                    Requests.Add(Request(socket));
                    if (answer == "hang")
                    {
                        hanging.Add(socket);
                        continue;
                    }

                    if (answer.Length > 0)
                        socket.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                    socket.Dispose();
                }
            }
            catch (Exception error) when (error is SocketException or InvalidOperationException)
            {
                // The test is over.
            }
        }

        private static string Request(Socket socket)
        {
            byte[] buffer = new byte[8192];
            int length = 0;
            string text = "";
            while (length < buffer.Length && !text.EndsWith('}'))
            {
                int got = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
                if (got == 0)
                    break;
                length += got;
                text = Encoding.ASCII.GetString(buffer, 0, length);
            }

            return text;
        }
    }
}
