using System.Text.Json;

namespace EdgeCnn.Agent.Tests.Page;

[Collection(AloneCollection.Name)]
public sealed class LayerReportTests
{
    [Fact]
    public async Task Get_Layers_HasTimesFromTheNextPictureOn()
    {
        await using var page = new TestPage();
        page.Publish(1);
        JsonElement[] first = await Layers(page);
        Assert.Equal(["conv1", "fc"], first.Select(layer => layer.GetProperty("name").GetString()));
        Assert.All(first, layer => Assert.Equal(JsonValueKind.Null, layer.GetProperty("us").ValueKind));
        page.Publish(2);
        Assert.Equal([1000, 2000], (await Layers(page)).Select(layer => (int)layer.GetProperty("us").GetDouble()));
    }

    private static async Task<JsonElement[]> Layers(TestPage page) =>
        [.. JsonDocument.Parse(await page.Client.GetStringAsync("/layers")).RootElement.GetProperty("layers").EnumerateArray()];
}
