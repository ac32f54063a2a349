namespace EdgeCnn.Agent.Deployment;

/// <summary>Asks the service's page how it is.</summary>
internal sealed class PageProbe(Uri url) : IDisposable
{
    /// <summary>Where the page is unless it was told otherwise.</summary>
    public const string UsualUrl = "http://127.0.0.1:8080/healthz";

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(1), MaxResponseHeadersLength = 16 }) { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>The answer's status, or null for none; the body is not read.</summary>
    public int? Ask()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            return (int)response.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public void Dispose() => client.Dispose();
}
