using EdgeCnn.Graph.Passes;

namespace EdgeCnn.Runtime;

/// <summary>How a session is planned.</summary>
public sealed record SessionOptions
{
    /// <summary>The kernel set's name, for example <c>neon</c> or <c>portable</c>; null for the best that this processor has.</summary>
    public string? Kernels { get; init; }

    /// <summary>Threads that may work on one run, the caller's among them; 0 for one a fast core. Results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// True to compute float layers only by kernels that give equal bits on every processor; without it 3x3 convolutions may
    /// be Winograd's, two to three times as fast, within the bound that those kernels state.
    /// </summary>
    public bool EqualBits { get; init; }

    /// <summary>The most bytes that activations and scratch may take.</summary>
    public long MaxArenaBytes { get; init; } = 512L << 20;

    /// <summary>Names of graph passes to leave out, to find out which one changes a result; see <see cref="GraphPasses.All"/>.</summary>
    public IReadOnlyCollection<string> WithoutPasses { get; init; } = [];

    /// <summary>True to take the time of each step.</summary>
    public bool Profile { get; init; }
}
