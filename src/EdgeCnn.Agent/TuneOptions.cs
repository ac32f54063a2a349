namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent tune</c> was asked to do.</summary>
internal sealed record TuneOptions
{
    /// <summary>An .ecnn file or an .ecnnb bundle.</summary>
    public string Model { get; set; } = "";

    /// <summary>How long to measure.</summary>
    public double Seconds { get; set; } = 10;

    /// <summary>The kernel set to force.</summary>
    public string? Kernels { get; set; }

    /// <summary>One JSON document instead of lines.</summary>
    public bool Json { get; set; }
}
