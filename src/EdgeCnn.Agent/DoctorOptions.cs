namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent doctor</c> was asked to do.</summary>
internal sealed record DoctorOptions
{
    /// <summary>One JSON document instead of lines.</summary>
    public bool Json { get; set; }
}
