namespace EdgeCnn.Runtime;

/// <summary>How a session is planned.</summary>
public sealed record SessionOptions
{
    /// <summary>The kernel set's name, for example <c>neon</c> or <c>portable</c>; null for the best that this processor has.</summary>
    public string? Kernels { get; init; }

    /// <summary>The most bytes that activations and scratch may take.</summary>
    public long MaxArenaBytes { get; init; } = 512L << 20;

    /// <summary>True to take the time of each step.</summary>
    public bool Profile { get; init; }
}
