namespace EdgeCnn.Agent.Reports;

/// <summary>What a run has done so far.</summary>
/// <remarks>Threading: one writer, any readers.</remarks>
internal sealed class RunTotals
{
    private long frames;
    private long judged;
    private long right;
    private long captureUs;
    private long preprocessUs;
    private long inferUs;
    private long decideUs;

    /// <summary>Pictures decided.</summary>
    public long Frames => Volatile.Read(ref frames);

    /// <summary>Pictures whose truth is known.</summary>
    public long Judged => Volatile.Read(ref judged);

    /// <summary>Those of them that were decided right.</summary>
    public long Right => Volatile.Read(ref right);

    /// <summary>Microseconds that all pictures together spent in each stage.</summary>
    public (string Stage, long Us)[] StageSums =>
    [
        ("capture", Volatile.Read(ref captureUs)), ("preprocess", Volatile.Read(ref preprocessUs)), ("infer", Volatile.Read(ref inferUs)), ("decide", Volatile.Read(ref decideUs)),
    ];

    /// <summary>Latency from capture to decision.</summary>
    public LatencyWindow Latency { get; } = new();

    /// <summary>Pictures a second.</summary>
    public FrameRate Rate { get; } = new();

    /// <summary>Counts a decision.</summary>
    public void Add(Decisions.Decision decision)
    {
        Latency.Add(decision.Times.TotalUs);
        Rate.Tick();
        Volatile.Write(ref captureUs, captureUs + decision.Times.CaptureUs);
        Volatile.Write(ref preprocessUs, preprocessUs + decision.Times.PreprocessUs);
        Volatile.Write(ref inferUs, inferUs + decision.Times.InferUs);
        Volatile.Write(ref decideUs, decideUs + decision.Times.DecideUs);
        if (decision.Truth >= 0)
        {
            Volatile.Write(ref judged, judged + 1);
            if (decision.Truth == decision.Best)
                Volatile.Write(ref right, right + 1);
        }

        Volatile.Write(ref frames, frames + 1);
    }
}
