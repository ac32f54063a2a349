namespace EdgeCnn.Agent.Page;

/// <summary>Whether the run goes on, for a watchdog: pictures must come, and decisions must follow.</summary>
internal static class HealthReport
{
    /// <summary>Answers with 200, or with 503 and the reason.</summary>
    public static Task Answer(HttpContext context, PageFacts facts, TimeSpan stallAfter)
    {
        double frame = facts.View.SecondsSinceFrame, decision = facts.View.SecondsSinceDecision;
        string status = Status(frame, decision, facts.View.InWork, stallAfter.TotalSeconds);
        return PageAnswer.Json(context, status == "ok" ? 200 : 503, json =>
        {
            json.WriteString("status"u8, status);
            json.WriteNumber("frames"u8, facts.Totals.Frames);
            json.WriteNumber("secondsSinceFrame"u8, Math.Round(frame, 3));
            json.WriteNumber("secondsSinceDecision"u8, Math.Round(decision, 3));
        });
    }

    /// <summary>Names what has stopped.</summary>
    /// <param name="frame">Seconds since the last picture.</param>
    /// <param name="decision">Seconds since the last decision.</param>
    /// <param name="inWork">True while a picture waits for its decision: then it is not the camera that is late.</param>
    /// <param name="limit">Seconds that are allowed.</param>
    public static string Status(double frame, double decision, bool inWork, double limit)
    {
        if (inWork && decision >= limit && frame >= limit)
            return "no inferences";
        if (frame >= limit)
            return "no frames";
        return decision >= limit ? "no inferences" : "ok";
    }
}
