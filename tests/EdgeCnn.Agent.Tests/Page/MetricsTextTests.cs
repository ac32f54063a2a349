using System.Globalization;
using System.Text.RegularExpressions;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Board;

namespace EdgeCnn.Agent.Tests.Page;

public sealed partial class MetricsTextTests
{
    [Fact]
    public void Write_Run_EveryLineIsPrometheusText()
    {
        string[] lines = Lines(new RunTotals(), "mod\"el\\\n1", "/no/such/root");
        Assert.All(lines, line => Assert.Matches(Line(), line));
        foreach (Match sample in lines.Where(line => line[0] != '#').Select(line => Line().Match(line)))
            Assert.True(double.TryParse(sample.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _), sample.Value);
        Assert.Contains(lines, line => line.StartsWith("""edgecnn_info{model="mod\"el\\\n1",kernels="avx2",version=""", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Run_EveryMetricHasOneTypeBeforeItsSamples()
    {
        Dictionary<string, string> types = [];
        foreach (string line in Lines(new RunTotals(), "m", "/no/such/root"))
        {
            string[] words = line.Split(' ');
            if (words[1] == "TYPE")
                Assert.True(types.TryAdd(words[2], words[3]), line);
            else if (line[0] != '#')
                Assert.Contains(types.Keys, name => line.StartsWith(name, StringComparison.Ordinal));
        }

        Assert.Equal("counter", types["edgecnn_frames_total"]);
        Assert.Equal("summary", types["edgecnn_latency_seconds"]);
    }

    [Fact]
    public void Write_Run_GivesItsFigures()
    {
        var totals = new RunTotals();
        totals.Add(new Decision(2) { Truth = 1, Best = 1, Times = new StageTimes(0, 0, 1500, 0) });
        totals.Add(new Decision(2) { Truth = 1, Best = 0, Times = new StageTimes(0, 0, 2_500_000, 0) });
        totals.Add(new Decision(2) { Times = new StageTimes(0, 0, 1500, 0) });
        string[] lines = Lines(totals, "m", "/no/such/root");
        foreach (string line in (string[])["edgecnn_frames_total 3", "edgecnn_judged_total 2", "edgecnn_right_total 1", "edgecnn_latency_seconds{quantile=\"0.5\"} 0.0015", "edgecnn_latency_seconds{quantile=\"0.99\"} 2.5", "edgecnn_latency_seconds_count 3"])
            Assert.Contains(line, lines);
    }

    [Fact]
    public void Write_BoardTellsItsTemperature_GivesDegrees()
    {
        using var root = new TestFolder();
        Assert.DoesNotContain(Lines(new RunTotals(), "m", root.Root), line => line.Contains("temperature", StringComparison.Ordinal));
        root.Put("sys/class/thermal/thermal_zone0/temp", "48312\n"u8);
        Assert.Contains("edgecnn_temperature_celsius 48.312", Lines(new RunTotals(), "m", root.Root));
    }

    private static string[] Lines(RunTotals totals, string model, string root)
    {
        var facts = new PageFacts { Model = model, Labels = ["a", "b"], Kernels = "avx2", Camera = "c", Input = "i", View = new LiveView(2), Totals = totals };
        string text = MetricsText.Write(facts, new BoardInfo(root));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="([^"\\\n]|\\["\\n])*"(,[a-z_]+="([^"\\\n]|\\["\\n])*")*\})? (?<value>\S+))$""")]
    private static partial Regex Line();
}
