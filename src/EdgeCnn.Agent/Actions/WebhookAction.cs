using System.Net;
using System.Net.Http.Headers;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Actions;

/// <summary>Posts events as JSON to a server; tries again, with longer and longer waits, what may work later.</summary>
/// <remarks>
/// While it waits, newer events wait too, and beyond the queue's limit the oldest are dropped. Again: no answer, 408, 429 and 5xx. At once a failure:
/// every other answer but 2xx; a redirect is never followed, since it could take the token elsewhere. The token is read anew for each request.
/// </remarks>
internal sealed class WebhookAction : IAction
{
    private const int MostTokenBytes = 4096;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(1);
    private readonly EventText text;
    private readonly WebhookSettings settings;
    private readonly TimeSpan firstWait;
    private readonly HttpClient client;

    /// <param name="name">What it is, for people.</param>
    /// <param name="filter">The changes that it wants.</param>
    /// <param name="text">Writes events.</param>
    /// <param name="settings">Where to and how.</param>
    /// <param name="firstWait">The first wait before trying again; a second.</param>
    public WebhookAction(string name, EventFilter filter, EventText text, WebhookSettings settings, TimeSpan? firstWait = null)
    {
        (Name, Filter, this.text, this.settings) = (name, filter, text, settings);
        this.firstWait = firstWait ?? FirstWait;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a server that moved is found again
        })
        { Timeout = settings.Timeout };
    }

    public string Name { get; }

    public EventFilter Filter { get; }

    public void Run(in ActionEvent next, CancellationToken stop)
    {
        byte[] body = text.Write(next, line: false).ToArray();
        var waits = new Backoff(firstWait, LongestWait, Random.Shared);
        for (int attempt = 1; ; attempt++)
        {
            string? why = Send(body, stop, out bool again);
            if (why is null)
                return;
            if (!again || attempt >= settings.Attempts)
                throw new EdgeCnnException($"{settings.Url.Host}: {why}; event given up after {attempt} of {settings.Attempts} attempts.", ExitCode.Device);
            if (stop.WaitHandle.WaitOne(waits.Next()))
                throw new OperationCanceledException($"{settings.Url.Host}: {why}; event given up at the end of the program.", stop);
        }
    }

    public void Dispose() => client.Dispose();

    // Null if the server took it.
    private string? Send(byte[] body, CancellationToken stop, out bool again)
    {
        again = true;
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (settings.TokenFile is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(settings.TokenFile));
        try
        {
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, stop);
            int status = (int)response.StatusCode;
            again = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500;
            return status is >= 200 and < 300 ? null : $"answered {status}";
        }
        catch (HttpRequestException error)
        {
            return error.Message;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"no answer in {settings.Timeout.TotalSeconds:0.###} s";
        }
    }

    private static string Token(string path)
    {
        if (new FileInfo(path).Length > MostTokenBytes)
            throw new EdgeCnnException($"{path}: a token of more than {MostTokenBytes} bytes. Expected one line.", ExitCode.Usage);
        string token = File.ReadAllText(path).Trim();
        // A token with a line break would add headers of its own.
        return token.Length > 0 && token.All(letter => letter is > ' ' and < (char)127)
            ? token
            : throw new EdgeCnnException($"{path}: holds no token. Expected one line of visible ASCII.", ExitCode.Usage);
    }
}

/// <summary>Where a webhook posts, and how patient it is.</summary>
/// <param name="Url">http or https.</param>
/// <param name="TokenFile">Holds the bearer token; null for none.</param>
/// <param name="Timeout">For an answer's head.</param>
/// <param name="Attempts">Attempts for each event.</param>
internal sealed record WebhookSettings(Uri Url, string? TokenFile, TimeSpan Timeout, int Attempts);
