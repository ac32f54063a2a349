namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent check</c> was asked to do.</summary>
internal sealed record CheckOptions
{
    /// <summary>The configuration file.</summary>
    public string File { get; set; } = "";
}
