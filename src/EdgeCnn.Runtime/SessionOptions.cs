using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime;

/// <summary>How a session is planned.</summary>
public sealed record SessionOptions
{
    /// <summary>Every node gets the candidate that is estimated cheapest.</summary>
    internal static readonly IReadOnlyDictionary<string, string> NoChoices = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The kernel set's name, for example <c>neon</c> or <c>portable</c>; null for the best that this processor has.</summary>
    public string? Kernels { get; init; }

    /// <summary>A kernel set of the program's own, instead of one by name.</summary>
    public KernelSet? KernelSet { get; init; }

    /// <summary>Names of kernels that the plan must not use, because a check found them wrong on this processor; each layer takes its next candidate.</summary>
    public IReadOnlyCollection<string> WithoutKernels { get; init; } = [];

    /// <summary>
    /// Kernels by the names of nodes in the plan (<see cref="PlanStepSummary.Node"/>), for example as they were measured to be fastest;
    /// a node that is not named gets the candidate that is estimated cheapest, and so does one whose choice is among <see cref="WithoutKernels"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> KernelChoices { get; init; } = NoChoices;

    /// <summary>Threads that may work on one run, the caller's among them; 0 for one a fast core. Results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// True to compute float layers only by kernels that give equal bits on every processor; without it 3x3 convolutions may
    /// be Winograd's, two to three times as fast, within the bound that those kernels state.
    /// </summary>
    public bool EqualBits { get; init; }

    /// <summary>The most bytes that activations and scratch may take.</summary>
    public long MaxArenaBytes { get; init; } = 512L << 20;

    /// <summary>Names of graph passes to leave out, to find out which one changes a result; see <see cref="InferenceSession.PassNames"/>.</summary>
    public IReadOnlyCollection<string> WithoutPasses { get; init; } = [];

    /// <summary>True to take the time of each step.</summary>
    public bool Profile { get; init; }
}
