using System.Runtime.InteropServices;
using EdgeCnn.Agent.Selftest;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Doctor;

/// <summary>The kernel sets: which this processor can run, which one models get, and whether its kernels compute what they must.</summary>
internal static class KernelFindings
{
    /// <summary>The state of each set, best first; the first that is supported is chosen.</summary>
    public static KernelSetState[] States(IReadOnlyList<KernelSet> sets)
    {
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "ARM64" : "x64";
        KernelSet chosen = sets.First(set => set.IsSupported);
        string[] better = [.. sets.TakeWhile(set => set != chosen).Where(set => set.Requires.StartsWith(architecture, StringComparison.Ordinal)).Select(set => set.Name)];
        string why = better.Length == 0 ? "the best for this architecture" : $"the best that this processor has; better ones, which it has not: {string.Join(", ", better)}";
        return [.. sets.Select(set => new KernelSetState(set.Name, set.IsSupported, set == chosen, set == chosen ? why : set.IsSupported ? $"supported, but '{chosen}' is faster" : $"needs {set.Requires}"))];
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<Finding> Of(IReadOnlyList<KernelSet> sets)
    {
        foreach (KernelSetState state in States(sets))
            yield return new Finding("kernels", FindingLevel.Ok, $"{state.Name,-9} {(state.Chosen ? "chosen, " : state.Supported ? "" : "not supported, ")}{state.Why}");
        KernelSet chosen = sets.First(set => set.IsSupported);
        SelftestCheck[] checks = [.. KernelCheck.Run(chosen)];
        foreach (SelftestCheck check in checks.Where(check => !check.Passed))
            yield return new Finding("kernels", FindingLevel.Fix, $"{check.Name} is wrong on this processor ({check.Detail}); {(check.Kernel == chosen.Pixels.Name ? "models see another picture than the camera's" : "models run without it")}.", "Run 'edgecnn-agent selftest' and report what it says; processor, memory or power supply may be faulty.");
        yield return new Finding("kernels", FindingLevel.Ok, $"{checks.Count(check => check.Passed)} of {checks.Length} kernels of '{chosen}' compute what they must");
    }
}
