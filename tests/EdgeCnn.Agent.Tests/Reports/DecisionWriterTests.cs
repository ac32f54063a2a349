using System.Text.Json;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class DecisionWriterTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Fact]
    public void Members_Decision_GivesEveryMember()
    {
        var decision = Decided(0.125f, 0.5f, 0.25f, 0.125f);
        (decision.Frame, decision.Source, decision.Truth, decision.Times) = (42, "1/x.png", 2, new StageTimes(1, 20, 300, 4));
        JsonElement json = Write(decision, Names, top: 2);
        Assert.Equal(["frame", "source", "label", "probability", "truth", "top", "us"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(42, json.GetProperty("frame").GetInt64());
        Assert.Equal("1/x.png", json.GetProperty("source").GetString());
        Assert.Equal("b", json.GetProperty("label").GetString());
        Assert.Equal(0.5f, json.GetProperty("probability").GetSingle());
        Assert.Equal("c", json.GetProperty("truth").GetString());
        Assert.Equal("""{"capture":1,"preprocess":20,"infer":300,"decide":4}""", json.GetProperty("us").GetRawText());
        Assert.Equal("""[{"label":"b","probability":0.5},{"label":"c","probability":0.25}]""", json.GetProperty("top").GetRawText());
    }

    [Fact]
    public void Members_TruthUnknown_IsNull() =>
        Assert.Equal(JsonValueKind.Null, Write(Decided(1, 0, 0, 0), Names, top: 1).GetProperty("truth").ValueKind);

    [Theory]
    [InlineData(true, 1, "b")]
    [InlineData(true, 2, "bd")]
    [InlineData(true, 3, "bda")]
    [InlineData(true, 4, "bdac")]
    [InlineData(true, 99, "bdac")]
    [InlineData(false, 2, "bd")]
    [InlineData(false, 3, "abd")]
    [InlineData(false, 4, "abcd")]
    public void Members_TopAndOrder_ListsTheLikeliest(bool byProbability, int top, string expected) =>
        Assert.Equal(expected, Top(Write(Decided(0.2f, 0.4f, 0.1f, 0.3f), Names, top, byProbability)));

    [Fact]
    public void Members_Ties_GoByIndex()
    {
        Assert.Equal("abcd", Top(Write(Decided(0.25f, 0.25f, 0.25f, 0.25f), Names, 4)));
        Assert.Equal("dab", Top(Write(Decided(0.2f, 0.2f, 0.2f, 0.4f), Names, 3)));
        Assert.Equal("ac", Top(Write(Decided(0.4f, 0.1f, 0.4f, 0.1f), Names, 2)));
    }

    [Fact]
    public void Members_WrittenTwice_DoesNotRememberTheFirstRanking()
    {
        var writer = new DecisionWriter(Names, 2);
        Assert.Equal("dc", Top(Write(writer, Decided(0.1f, 0.2f, 0.3f, 0.4f), byProbability: true)));
        Assert.Equal("ab", Top(Write(writer, Decided(0.4f, 0.3f, 0.2f, 0.1f), byProbability: true)));
    }

    [Theory]
    [InlineData("say \"hi\"")]
    [InlineData("back\\slash")]
    [InlineData("new\nline\ttab\0nul")]
    [InlineData("</script>&'")]
    [InlineData("größe Ω 猫 🐈")]
    [InlineData("")]
    public void Members_HostileLabelsAndSources_ComeBackUnchanged(string text)
    {
        var decision = Decided(1f, 0f);
        (decision.Source, decision.Truth) = (text, 0);
        JsonElement json = Write(decision, [text, "other"], top: 2);
        foreach (string? got in (string?[])[json.GetProperty("source").GetString(), json.GetProperty("label").GetString(), json.GetProperty("truth").GetString(), json.GetProperty("top")[0].GetProperty("label").GetString()])
            Assert.Equal(text, got);
    }

    private static Decision Decided(params float[] probabilities)
    {
        var decision = new Decision(probabilities.Length);
        probabilities.CopyTo(decision.Probabilities, 0);
        decision.Best = Array.IndexOf(probabilities, probabilities.Max());
        return decision;
    }

    private static string Top(JsonElement json) => string.Concat(json.GetProperty("top").EnumerateArray().Select(entry => entry.GetProperty("label").GetString()));

    private static JsonElement Write(Decision decision, string[] labels, int top, bool byProbability = true) =>
        Write(new DecisionWriter(labels, top), decision, byProbability);

    private static JsonElement Write(DecisionWriter writer, Decision decision, bool byProbability)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            writer.Members(json, decision, byProbability);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
