using System.Net;
using System.Text.Json;

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
        Assert.Equal(["model", "labels", "kernels", "camera", "input", "version"], hello.EnumerateObject().Select(member => member.Name));
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
        Assert.Equal(["frame", "source", "label", "probability", "truth", "top", "us", "fps", "p50Us", "p95Us", "frames", "dropped", "right", "judged"], first.EnumerateObject().Select(member => member.Name));
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
