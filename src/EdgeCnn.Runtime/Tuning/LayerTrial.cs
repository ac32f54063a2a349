using System.Collections.Immutable;

namespace EdgeCnn.Runtime.Tuning;

/// <summary>One layer with every kernel that could compute it.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Output">What it writes.</param>
/// <param name="MultiplyAdds">Of one run.</param>
/// <param name="Pick">The kernel that the plan took.</param>
/// <param name="Kernels">All candidates with their times, cheapest by the planner's estimate first.</param>
public sealed record LayerTrial(string Node, string Op, PlanTensorSummary Output, long MultiplyAdds, string Pick, ImmutableArray<KernelTime> Kernels)
{
    /// <summary>The candidate that took the least time.</summary>
    public KernelTime Fastest => Kernels.MinBy(kernel => kernel.Us)!;

    /// <summary>What <see cref="Pick"/> took.</summary>
    public KernelTime Picked => Kernels.First(kernel => kernel.Name == Pick);
}

/// <summary>What a kernel took.</summary>
/// <param name="Name">The kernel.</param>
/// <param name="Us">The least microseconds of all runs: what others on the machine add is never negative.</param>
/// <param name="Runs">How many runs that was.</param>
public sealed record KernelTime(string Name, double Us, int Runs);
