namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent selftest</c> was asked to do.</summary>
internal sealed record SelftestOptions
{
    /// <summary>Where golden vectors lie, at any depth; empty for the kernels alone.</summary>
    public string Golden { get; set; } = "";

    /// <summary>The kernel set for the golden vectors, and the only one that is checked; null for all of this processor.</summary>
    public string? Kernels { get; set; }

    /// <summary>Fewer and smaller shapes of each kernel.</summary>
    public bool Quick { get; set; }

    /// <summary>One JSON document instead of lines.</summary>
    public bool Json { get; set; }
}
