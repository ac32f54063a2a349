using System.Globalization;
using System.Text.RegularExpressions;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Page;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Page;

public sealed partial class MetricsTextTests
{
    [Fact]
    public void Write_Run_EveryLineIsPrometheusText()
    {
        string[] lines = Lines(new RunTotals(), "mod\"el\\\n1");
        Assert.All(lines, line => Assert.Matches(Line(), line));
        foreach (Match sample in lines.Where(line => line[0] != '#').Select(line => Line().Match(line)))
            Assert.True(double.TryParse(sample.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _), sample.Value);
        Assert.Contains(lines, line => line.StartsWith("""edgecnn_info{model="mod\"el\\\n1",kernels="avx2",version=""", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Run_EveryMetricHasOneTypeBeforeItsSamples()
    {
        Dictionary<string, string> types = [];
        foreach (string line in Lines(new RunTotals(), "m"))
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
        string[] lines = Lines(totals, "m");
        foreach (string line in (string[])["edgecnn_frames_total 3", "edgecnn_judged_total 2", "edgecnn_right_total 1", "edgecnn_latency_seconds{quantile=\"0.5\"} 0.0015", "edgecnn_latency_seconds{quantile=\"0.99\"} 2.5", "edgecnn_latency_seconds_count 3", "edgecnn_latency_seconds_sum 2.503", "edgecnn_stage_seconds_total{stage=\"infer\"} 2.503", "edgecnn_stage_seconds_total{stage=\"decide\"} 0", "edgecnn_dropped_total 0", "edgecnn_actions_failed_total 0"])
            Assert.Contains(line, lines);
    }

    [Fact]
    public void Write_BoardTellsItsState_GivesIt()
    {
        string[] silent = Lines(new RunTotals(), "m");
        foreach (string name in (string[])["temperature", "clock", "throttled"])
            Assert.DoesNotContain(silent, line => line.Contains(name, StringComparison.Ordinal));
        string[] lines = Lines(new RunTotals(), "m", new BoardState { Celsius = 48.312, MegaHertz = 1800, Throttled = true });
        foreach (string line in (string[])["edgecnn_temperature_celsius 48.312", "edgecnn_clock_hertz 1800000000", "edgecnn_throttled 1"])
            Assert.Contains(line, lines);
    }

    private static string[] Lines(RunTotals totals, string model, BoardState board = default)
    {
        var facts = new PageFacts { Model = model, Labels = ["a", "b"], Kernels = "avx2", Camera = "c", Input = "i", View = new LiveView(2), Totals = totals };
        string text = MetricsText.Write(facts, board);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="([^"\\\n]|\\["\\n])*"(,[a-z_]+="([^"\\\n]|\\["\\n])*")*\})? (?<value>\S+))$""")]
    private static partial Regex Line();
}
