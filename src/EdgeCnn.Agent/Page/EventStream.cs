using System.Buffers;
using System.Text.Json;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Page;

/// <summary>The page's stream of decisions (server-sent events): it looks ten times a second, the pipeline never waits for it.</summary>
internal sealed class EventStream(PageFacts facts, PageStart start)
{
    private const int MaxClasses = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly DecisionWriter decisions = new(facts.Labels, MaxClasses);
    private readonly HistoryWriter history = new(facts.View.History, facts.Labels);
    private readonly Decision decision = new(facts.Labels.Count);
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private long boardSecond = -1;

    /// <summary>Sends events until the client leaves or the program stops.</summary>
    public static async Task Send(PageFacts facts, PageStart start, HttpContext context, CancellationToken stopping)
    {
        context.Response.ContentType = "text/event-stream";
        // The stream has no end, so an answer without a body must not wait for it.
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var stream = new EventStream(facts, start);
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
        json.WriteNumber("layers"u8, facts.Layers.Count);
        json.WriteBoolean("canSave"u8, start.CanSave);
    });

    private ReadOnlyMemory<byte> Message() => Event("data: "u8, json =>
    {
        PictureRegion region = facts.View.CopyDecision(decision);
        decisions.Members(json, decision, byProbability: false);
        RunTotals totals = facts.Totals;
        json.WriteNumber("fps"u8, Math.Round(totals.Rate.PerSecond(), 1));
        json.WriteNumber("p50Us"u8, totals.Latency.Percentile(0.50));
        json.WriteNumber("p95Us"u8, totals.Latency.Percentile(0.95));
        json.WriteNumber("p99Us"u8, totals.Latency.Percentile(0.99));
        json.WriteNumber("frames"u8, totals.Frames);
        json.WriteNumber("dropped"u8, facts.Dropped());
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

        Write(json, region);
        history.Members(json);
        // Once a second is often enough for what changes slowly.
        if (facts.View.History.NowMs / 1000 is var second && second != boardSecond)
        {
            boardSecond = second;
            Write(json, start.Board.Read());
        }
    });

    private static void Write(Utf8JsonWriter json, PictureRegion region)
    {
        json.WriteStartObject("region"u8);
        json.WriteNumber("width"u8, region.Width);
        json.WriteNumber("height"u8, region.Height);
        WriteBox(json, "source"u8, (region.Fit.SourceX, region.Fit.SourceY, region.Fit.SourceWidth, region.Fit.SourceHeight));
        WriteBox(json, "target"u8, (region.Fit.TargetX, region.Fit.TargetY, region.Fit.TargetWidth, region.Fit.TargetHeight));
        json.WriteEndObject();
    }

    private static void WriteBox(Utf8JsonWriter json, ReadOnlySpan<byte> name, (int X, int Y, int Width, int Height) box)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(box.X);
        json.WriteNumberValue(box.Y);
        json.WriteNumberValue(box.Width);
        json.WriteNumberValue(box.Height);
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, BoardState board)
    {
        json.WriteStartObject("board"u8);
        WriteNumber(json, "celsius"u8, board.Celsius);
        WriteNumber(json, "mhz"u8, board.MegaHertz);
        WriteNumber(json, "mostMhz"u8, board.MostMegaHertz);
        if (board.Throttled is { } throttled)
            json.WriteBoolean("throttled"u8, throttled);
        else
            json.WriteNull("throttled"u8);
        json.WriteString("throttledBy"u8, board.ThrottledBy);
        json.WriteNumber("uptime"u8, Math.Round(facts.View.UptimeSeconds));
        json.WriteNumber("memory"u8, Environment.WorkingSet);
        json.WriteNumber("actionsFailed"u8, facts.ActionsFailed());
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, Math.Round(number, 1));
        else
            json.WriteNull(name);
    }

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
