namespace EdgeCnn.Agent.Verbs;

/// <summary>The options that every verb of slots has.</summary>
internal static class StoreOptions
{
    public static Option<T>[] Rows<T>()
        where T : SlotOptions =>
    [
        new("--root", "DIR", "the slots' folder (/opt/edgecnn)", (o, text) => o.Root = text),
        new("--unit", "UNIT", "the service that runs the active slot (edgecnn-agent.service)", (o, text) => o.Unit = text),
        new("--no-restart", null, "leave the service alone", (o, _) => o.Restart = false),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];
}
