using System.Text.Json;
using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Agent.Tests.Benchmarks.Report;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class BenchReportTests
{
    [Fact]
    public void ToJson_Report_IsOneLineWithTheFieldsThatTheReadmeNames()
    {
        byte[] bytes = SampleReport.Create().ToJson();
        Assert.Equal(bytes.Length - 1, Array.IndexOf(bytes, (byte)'\n'));
        JsonElement json = JsonDocument.Parse(bytes).RootElement;
        Assert.Equal("edgecnn-bench/1", json.GetProperty("schema").GetString());
        string readme = File.ReadAllText(Path.Combine(TestData.Root!, "src", "EdgeCnn.Agent", "Benchmarks", "README.md"));
        Assert.All(Names(json).Distinct(), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void ToJson_Trace_HasTheFirmwaresWord()
    {
        JsonElement trace = JsonDocument.Parse(SampleReport.Create().ToJson()).RootElement.GetProperty("trace");
        Assert.Equal(["0x0", "0x40004", "0x40000"], trace.EnumerateArray().Select(point => point.GetProperty("throttled").GetString()));
        Assert.False(trace[0].TryGetProperty("throttling", out _));
    }

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
