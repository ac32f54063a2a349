namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent bench</c> was asked to do.</summary>
internal sealed record BenchOptions
{
    /// <summary>An .ecnn file or an .ecnnb bundle.</summary>
    public string Model { get; set; } = "";

    /// <summary>Steady runs.</summary>
    public int Runs { get; set; } = 50;

    /// <summary>Threads of a run; 0 for one a fast core.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>The kernel set to force.</summary>
    public string? Kernels { get; set; }

    /// <summary>One JSON document instead of lines.</summary>
    public bool Json { get; set; }
}
