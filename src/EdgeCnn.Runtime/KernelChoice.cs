using EdgeCnn.Graph;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime;

/// <summary>The kernel set that a user means; a program can ask before it opens a model.</summary>
public static class KernelChoice
{
    /// <summary>The set of that name, or the best one that this processor has for null.</summary>
    /// <exception cref="EdgeCnnException">The name is unknown, or this processor cannot run the set (<see cref="ExitCode.Usage"/>).</exception>
    public static KernelSet Of(string? name)
    {
        if (name is null)
            return KernelSets.Best;
        KernelSet set = KernelSets.Find(name)
            ?? throw new EdgeCnnException($"kernel set '{name}' is unknown. Known: {string.Join(", ", KernelSets.All)}. Choose one of them, or leave it to the program.", ExitCode.Usage);
        return set.IsSupported
            ? set
            : throw new EdgeCnnException($"kernel set '{name}' needs {set.Requires}; this processor has {string.Join(", ", KernelSets.Supported)}. Choose one of them, or leave it to the program.", ExitCode.Usage);
    }
}
