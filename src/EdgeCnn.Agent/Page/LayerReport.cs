using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Page;

/// <summary>The plan's steps with their times; asking for it makes the times be taken down for the next seconds.</summary>
internal static class LayerReport
{
    /// <summary>Answers with a JSON object; times are null until the first picture after the question.</summary>
    public static Task Answer(HttpContext context, PageFacts facts)
    {
        facts.View.LookAtLayers();
        double[] times = new double[facts.Layers.Count];
        bool known = times.Length > 0 && facts.View.Layers.TryCopy(times);
        return PageAnswer.Json(context, 200, json =>
        {
            json.WriteStartArray("layers"u8);
            for (int i = 0; i < times.Length; i++)
            {
                PlanStepSummary step = facts.Layers[i];
                json.WriteStartObject();
                json.WriteString("name"u8, step.Node);
                json.WriteString("op"u8, step.Op);
                json.WriteString("shape"u8, step.Output.Shape.ToString());
                json.WriteString("kernel"u8, step.Kernel);
                json.WriteNumber("macs"u8, step.MultiplyAdds);
                if (known)
                    json.WriteNumber("us"u8, Math.Round(times[i], 2));
                else
                    json.WriteNull("us"u8);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
