using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Selftest;

/// <summary>Counts a kernel's shapes until one is wrong.</summary>
internal sealed class CheckTally(KernelSet set, string kernel)
{
    private int done;
    private string? fault;

    /// <summary>Counts a shape.</summary>
    /// <param name="test">The shape.</param>
    /// <param name="difference">What is wrong, or null.</param>
    /// <returns>False if something is wrong.</returns>
    public bool Add(object test, string? difference)
    {
        done++;
        fault = difference is null ? null : $"{test}, {difference}";
        return fault is null;
    }

    /// <summary>What came of it. A check in which nothing ran has proved nothing.</summary>
    public SelftestCheck Check(string equal) => new($"{set.Name} {kernel}", fault is null && done > 0, done, fault ?? (done > 0 ? $"{done} shapes {equal}" : "accepts none of the shapes"), kernel);
}
