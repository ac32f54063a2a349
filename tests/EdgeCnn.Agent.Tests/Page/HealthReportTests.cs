using System.Text.Json;
using EdgeCnn.Agent.Page;

namespace EdgeCnn.Agent.Tests.Page;

[Collection(AloneCollection.Name)]
public sealed class HealthReportTests
{
    [Theory]
    [InlineData(0.1, 0.1, false, "ok")]
    [InlineData(0.1, 0.2, true, "ok")]
    [InlineData(4.9, 4.9, true, "ok")]
    [InlineData(5.1, 5.1, false, "no frames")]
    [InlineData(5.1, 5.2, true, "no inferences")]
    [InlineData(0.1, 5.1, true, "no inferences")]
    [InlineData(0.1, 5.1, false, "no inferences")]
    public void Status_Ages_NameWhatHasStopped(double frame, double decision, bool inWork, string status) =>
        Assert.Equal(status, HealthReport.Status(frame, decision, inWork, 5));

    [Fact]
    public async Task Get_Health_IsBadWhenFramesOrInferencesStop()
    {
        await using var page = new TestPage(new PageOptions { StallAfter = TimeSpan.FromSeconds(1) });
        page.Publish(1);
        Assert.Equal((200, "ok", 1), await Health(page));
        await Task.Delay(1100);
        Assert.Equal((503, "no frames", 1), await Health(page));
        page.Facts.View.Captured();
        Assert.Equal((503, "no inferences", 1), await Health(page));
        page.Publish(2);
        Assert.Equal((200, "ok", 2), await Health(page));
    }

    private static async Task<(int Code, string? Status, int Frames)> Health(TestPage page)
    {
        using HttpResponseMessage answer = await page.Client.GetAsync("/healthz");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        Assert.True(json.RootElement.GetProperty("secondsSinceFrame").GetDouble() <= json.RootElement.GetProperty("secondsSinceDecision").GetDouble() + 0.01);
        return ((int)answer.StatusCode, json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("frames").GetInt32());
    }
}
