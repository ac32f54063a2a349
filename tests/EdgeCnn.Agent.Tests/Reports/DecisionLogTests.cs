using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Testing;

namespace EdgeCnn.Agent.Tests.Reports;

[Collection(AloneCollection.Name)]
public sealed class DecisionLogTests
{
    [Fact]
    public void Write_ThreeDecisions_GivesThreeLinesOfJson()
    {
        using var output = new MemoryStream();
        var log = new DecisionLog(output, ["ye\"s", "nö\n"], top: 1);
        for (int i = 1; i <= 3; i++)
            log.Write(new Decision(2) { Frame = i, Best = 1 });
        string text = Encoding.UTF8.GetString(output.ToArray());
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        string[] lines = text[..^1].Split('\n');
        Assert.Equal(3, lines.Length);
        for (int i = 0; i < 3; i++)
        {
            using var json = JsonDocument.Parse(lines[i]);
            Assert.Equal(i + 1, json.RootElement.GetProperty("frame").GetInt32());
            Assert.Equal("nö\n", json.RootElement.GetProperty("label").GetString());
            Assert.Equal(1, json.RootElement.GetProperty("top").GetArrayLength());
        }
    }

    [Fact]
    public void Write_AfterWarmUp_AllocatesNothing()
    {
        var log = new DecisionLog(Stream.Null, [.. Enumerable.Range(0, 100).Select(i => $"class {i}")], top: 100);
        var decision = new Decision(100) { Source = "some/\"folder\"/with ünicode.png", Truth = 5, Times = new StageTimes(1, 2, 3, 4) };
        Random random = new(1);
        foreach (ref float p in decision.Probabilities.AsSpan())
            p = random.NextSingle();
        for (int i = 0; i < 50; i++)
            log.Write(decision);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                decision.Frame = i;
                log.Write(decision);
            }
        }));
    }
}
