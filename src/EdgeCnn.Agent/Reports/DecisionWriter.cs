using System.Text.Json;
using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Reports;

/// <summary>Writes decisions as JSON, one object each.</summary>
internal sealed class DecisionWriter
{
    private readonly JsonEncodedText[] labels;
    private readonly int[] order; // classes, sorted by probability for one decision
    private readonly int top;

    /// <param name="labels">The classes' names.</param>
    /// <param name="top">Classes to list.</param>
    public DecisionWriter(IReadOnlyList<string> labels, int top)
    {
        this.labels = [.. labels.Select(label => JsonEncodedText.Encode(label))];
        this.top = Math.Min(top, labels.Count);
        order = new int[labels.Count];
    }

    /// <summary>Writes the members that log and page share, without the braces around them.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="byProbability">True to list the likeliest classes first, false to list them in the model's order.</param>
    public void Members(Utf8JsonWriter json, Decision decision, bool byProbability)
    {
        json.WriteNumber("frame"u8, decision.Frame);
        json.WriteString("source"u8, decision.Source);
        json.WriteString("label"u8, labels[decision.Best]);
        json.WriteNumber("probability"u8, decision.Probability);
        if (decision.Truth >= 0)
            json.WriteString("truth"u8, labels[decision.Truth]);
        else
            json.WriteNull("truth"u8);
        if (decision.HasState)
            WriteState(json, decision);
        json.WriteStartArray("top"u8);
        Rank(decision.Probabilities, byProbability);
        for (int i = 0; i < top; i++)
        {
            json.WriteStartObject();
            json.WriteString("label"u8, labels[order[i]]);
            json.WriteNumber("probability"u8, decision.Probabilities[order[i]]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("us"u8);
        json.WriteNumber("capture"u8, decision.Times.CaptureUs);
        json.WriteNumber("preprocess"u8, decision.Times.PreprocessUs);
        json.WriteNumber("infer"u8, decision.Times.InferUs);
        json.WriteNumber("decide"u8, decision.Times.DecideUs);
        json.WriteEndObject();
    }

    // The classes that count as present: none of them is "unknown".
    private void WriteState(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartArray("state"u8);
        for (int i = 0; i < labels.Length; i++)
        {
            if (decision.State[i])
                json.WriteStringValue(labels[i]);
        }

        json.WriteEndArray();
    }

    // The likeliest `top` classes first (ties by index); with byProbability off, those same classes in the model's order.
    private void Rank(ReadOnlySpan<float> p, bool byProbability)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        for (int i = 0; i < top; i++)
        {
            int best = i;
            for (int j = i + 1; j < order.Length; j++)
            {
                if (p[order[j]] > p[order[best]] || (p[order[j]] == p[order[best]] && order[j] < order[best]))
                    best = j;
            }

            (order[i], order[best]) = (order[best], order[i]);
        }

        if (!byProbability)
            order.AsSpan(0, top).Sort();
    }
}
