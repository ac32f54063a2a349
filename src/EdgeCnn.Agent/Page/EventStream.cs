using System.Buffers;
using System.Text.Json;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Page;

/// <summary>The page's stream of decisions (server-sent events): it looks ten times a second, the pipeline never waits for it.</summary>
internal sealed class EventStream(PageFacts facts)
{
    private const int MaxClasses = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly DecisionWriter decisions = new(facts.Labels, MaxClasses);
    private readonly Decision decision = new(facts.Labels.Count);
    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    /// <summary>Sends events until the client leaves or the program stops.</summary>
    public static async Task Send(PageFacts facts, HttpContext context, CancellationToken stopping)
    {
        context.Response.ContentType = "text/event-stream";
        // The stream has no end, so an answer without a body must not wait for it.
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var stream = new EventStream(facts);
        try
        {
            await context.Response.BodyWriter.WriteAsync(stream.Hello(), both.Token);
            using var timer = new PeriodicTimer(Interval);
            for (long seen = 0; ;)
            {
                facts.View.Look();
                long version = facts.View.DecisionVersion;
                if (version != seen)
                {
                    seen = version;
                    await context.Response.BodyWriter.WriteAsync(stream.Message(), both.Token);
                }

                await timer.WaitForNextTickAsync(both.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has left, or the program stops.
        }
    }

    private ReadOnlyMemory<byte> Hello() => Event("event: hello\ndata: "u8, json =>
    {
        json.WriteString("model"u8, facts.Model);
        json.WriteStartArray("labels"u8);
        foreach (string label in facts.Labels)
            json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteString("kernels"u8, facts.Kernels);
        json.WriteString("camera"u8, facts.Camera);
        json.WriteString("input"u8, facts.Input);
        json.WriteString("version"u8, LiveView.Version);
    });

    private ReadOnlyMemory<byte> Message() => Event("data: "u8, json =>
    {
        facts.View.CopyDecision(decision);
        decisions.Members(json, decision, byProbability: false);
        RunTotals totals = facts.Totals;
        json.WriteNumber("fps"u8, Math.Round(totals.Rate.PerSecond(), 1));
        json.WriteNumber("p50Us"u8, totals.Latency.Percentile(0.50));
        json.WriteNumber("p95Us"u8, totals.Latency.Percentile(0.95));
        json.WriteNumber("frames"u8, totals.Frames);
        // A camera that is asked for each picture, as those of this build are, drops none.
        json.WriteNumber("dropped"u8, 0);
        if (totals.Judged > 0)
        {
            json.WriteNumber("right"u8, totals.Right);
            json.WriteNumber("judged"u8, totals.Judged);
        }
        else
        {
            json.WriteNull("right"u8);
            json.WriteNull("judged"u8);
        }
    });

    private ReadOnlyMemory<byte> Event(ReadOnlySpan<byte> prefix, Action<Utf8JsonWriter> members)
    {
        buffer.ResetWrittenCount();
        buffer.Write(prefix);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }
}
