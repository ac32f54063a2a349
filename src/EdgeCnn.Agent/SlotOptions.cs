using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Agent;

/// <summary>What the verbs of slots have in common.</summary>
internal abstract record SlotOptions
{
    /// <summary>The store's folder.</summary>
    public string Root { get; set; } = SlotLayout.DefaultRoot;

    /// <summary>The service that runs <c>current</c>.</summary>
    public string Unit { get; set; } = "edgecnn-agent.service";

    /// <summary>False to leave the service alone.</summary>
    public bool Restart { get; set; } = true;

    /// <summary>One JSON document instead of lines.</summary>
    public bool Json { get; set; }
}

/// <summary>What <c>edgecnn-agent install</c> was asked to do.</summary>
internal sealed record InstallOptions : SlotOptions
{
    /// <summary>The .ecnnb file.</summary>
    public string Bundle { get; set; } = "";

    /// <summary>A folder or tar with an agent; empty for the one of the active slot, or this very program.</summary>
    public string Agent { get; set; } = "";
}

/// <summary>What <c>edgecnn-agent activate</c> or <c>rollback</c> was asked to do.</summary>
internal sealed record ActivateOptions : SlotOptions
{
    /// <summary>A slot's name or <c>latest</c>; not used by <c>rollback</c>.</summary>
    public string Slot { get; set; } = "";

    /// <summary>How long the service must be well.</summary>
    public int HealthSeconds { get; set; } = 20;

    /// <summary>The address that must answer 200; empty for the page's usual one, where it counts if it answers at all.</summary>
    public string HealthUrl { get; set; } = "";

    /// <summary>For <c>rollback</c>: only a switch that nobody confirmed and nobody watches.</summary>
    public bool IfUnconfirmed { get; set; }
}

/// <summary>What <c>edgecnn-agent status</c> was asked to do.</summary>
internal sealed record StatusOptions : SlotOptions
{
    /// <summary>Read every file of every slot.</summary>
    public bool Verify { get; set; }
}
