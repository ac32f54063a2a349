using System.Net;
using System.Text.Json;
using EdgeCnn.Agent.Page;

namespace EdgeCnn.Agent.Tests.Page;

[Collection(AloneCollection.Name)]
public sealed class EventStreamTests : IAsyncLifetime
{
    private readonly TestPage page = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await page.DisposeAsync();

    [Fact]
    public async Task Get_Events_SaysHelloFirst()
    {
        using HttpResponseMessage answer = await Open();
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.ToString());
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var (name, hello) = await Next(reader);
        Assert.Equal("hello", name);
        Assert.Equal(["model", "labels", "kernels", "camera", "input", "version", "layers", "canSave"], hello.EnumerateObject().Select(member => member.Name));
        Assert.Equal(page.Facts.Model, hello.GetProperty("model").GetString());
        Assert.Equal(page.Facts.Labels, hello.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!));
        Assert.Equal("28x28x1", hello.GetProperty("input").GetString());
        Assert.Equal(LiveView.Version, hello.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Get_Events_GivesEachLookADecision()
    {
        using HttpResponseMessage answer = await Open();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await Next(reader);
        page.Publish(1, truth: -1);
        var (name, first) = await Next(reader);
        Assert.Null(name);
        Assert.Equal(["frame", "source", "label", "probability", "truth", "top", "us", "fps", "p50Us", "p95Us", "p99Us", "frames", "dropped", "right", "judged", "region", "now", "changes", "seconds", "board"], first.EnumerateObject().Select(member => member.Name));
        Assert.Equal("\"eins\"", first.GetProperty("label").GetString());
        Assert.Equal(["null", "\"eins\"", "zwei ²"], first.GetProperty("top").EnumerateArray().Select(entry => entry.GetProperty("label").GetString()));
        Assert.Equal((10, 10), (first.GetProperty("p50Us").GetInt32(), first.GetProperty("p95Us").GetInt32()));
        foreach (string unknown in (string[])["truth", "right", "judged"])
            Assert.Equal(JsonValueKind.Null, first.GetProperty(unknown).ValueKind);

        page.Publish(2, truth: 1);
        var (_, second) = await Next(reader);
        Assert.Equal((2, 2, 1, 1), (second.GetProperty("frame").GetInt32(), second.GetProperty("frames").GetInt32(), second.GetProperty("right").GetInt32(), second.GetProperty("judged").GetInt32()));
    }

    [Fact]
    public async Task Get_EventsOpen_KeepsPictures()
    {
        using HttpResponseMessage answer = await Open();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await Next(reader);
        page.Publish(1);
        await Next(reader);
        page.Publish(2);
        Assert.True(page.Facts.View.TryCopyPicture(new EdgeCnn.Imaging.Frame()));
    }

    [Fact]
    public async Task Get_Events_TellsRegionAndHistory()
    {
        using HttpResponseMessage answer = await Open();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await Next(reader);
        page.Publish(1, best: 1);
        page.Publish(2, best: 1);
        page.Publish(3, best: 2);
        var (_, data) = await Next(reader);
        while (data.GetProperty("frames").GetInt32() < 3)
            data = (await Next(reader)).Data;
        JsonElement region = data.GetProperty("region");
        Assert.Equal((17, 9, "[4,0,9,9]", "[0,0,28,28]"), (region.GetProperty("width").GetInt32(), region.GetProperty("height").GetInt32(), region.GetProperty("source").GetRawText(), region.GetProperty("target").GetRawText()));
        Assert.Equal([("\"eins\"", 2), ("zwei ²", 1)], data.GetProperty("changes").EnumerateArray().Select(change => (change.GetProperty("label").GetString()!, change.GetProperty("frames").GetInt32())));
    }

    [Fact]
    public async Task Get_Events_TellsTheBoardWithTheFirstDecision()
    {
        page.Board = new BoardState { Celsius = 61.04, Throttled = true, ThrottledBy = "undervoltage" };
        using HttpResponseMessage answer = await Open();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await Next(reader);
        page.Publish(1);
        var (_, data) = await Next(reader);
        Assert.StartsWith("""{"celsius":61,"mhz":null,"mostMhz":null,"throttled":true,"throttledBy":"undervoltage",""", data.GetProperty("board").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NinthStream_IsRefusedUntilOneEnds()
    {
        using var client = new HttpClient { BaseAddress = page.Client.BaseAddress };
        var streams = new List<HttpResponseMessage>();
        for (int i = 0; i < 8; i++)
            streams.Add(await client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead));
        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
        using (HttpResponseMessage ninth = await client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ninth.StatusCode);
        streams.ForEach(stream => stream.Dispose());
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            using HttpResponseMessage again = await client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
            if (again.StatusCode == HttpStatusCode.OK)
                break;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20));
            await Task.Delay(50);
        }
    }

    private async Task<HttpResponseMessage> Open()
    {
        HttpResponseMessage answer = await page.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    // An event: perhaps a line with its name, one line of data, an empty line.
    private static async Task<(string? Name, JsonElement Data)> Next(StreamReader reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string? name = null;
        JsonElement? data = null;
        while (await reader.ReadLineAsync(patience.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else
            {
                Assert.StartsWith("data: ", line, StringComparison.Ordinal);
                Assert.Null(data);
                data = JsonDocument.Parse(line[6..]).RootElement;
            }
        }

        return (name, data!.Value);
    }
}
