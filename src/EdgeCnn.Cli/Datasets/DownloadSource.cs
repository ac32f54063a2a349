using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Files behind web addresses, in any form that <see cref="DatasetUnpacker"/> knows.</summary>
/// <param name="folder">The address up to and with the last slash.</param>
/// <param name="names">The names of the files behind it.</param>
public sealed class DownloadSource(string folder, IReadOnlyList<string> names) : IDatasetSource
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => $"download {folder}";

    /// <inheritdoc/>
    public void Fetch(DatasetFetch fetch)
    {
        using SocketsHttpHandler handler = new() { ConnectTimeout = ConnectLimit };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (string name in names)
        {
            try
            {
                DownloadAsync(client, name, fetch).GetAwaiter().GetResult();
            }
            catch (Exception error) when (error is HttpRequestException or HttpIOException or OperationCanceledException)
            {
                fetch.Cancellation.ThrowIfCancellationRequested();
                string reason = error is OperationCanceledException ? "no answer in time." : error.Message;
                throw new EdgeCnnException($"{name}: {reason}", ExitCode.Device, error);
            }
        }
        new DatasetUnpacker(fetch).Unpack(fetch.Work);
    }

    private async Task DownloadAsync(HttpClient client, string name, DatasetFetch fetch)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(fetch.Cancellation);
        silence.CancelAfter(SilenceLimit);
        using HttpResponseMessage response = await client.GetAsync(new Uri(folder + name), HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        // No packed form of a data set is larger than its files; a server that sends more is not the right one.
        long limit = fetch.Spec.SizeBytes + (1 << 20);
        long total = response.Content.Headers.ContentLength ?? 0;
        long done = 0;
        byte[] buffer = new byte[1 << 16];
        await using Stream from = await response.Content.ReadAsStreamAsync(silence.Token);
        await using FileStream to = File.Create(Path.Combine(fetch.Work, name));
        int count;
        while ((count = await from.ReadAsync(buffer, silence.Token)) > 0)
        {
            silence.CancelAfter(SilenceLimit);
            await to.WriteAsync(buffer.AsMemory(0, count), silence.Token);
            done += count;
            if (done > limit)
                throw new EdgeCnnException($"{name}: the server sends more than {limit} bytes.", ExitCode.BadData);
            fetch.Report($"download {name}", done, total);
        }
    }
}
