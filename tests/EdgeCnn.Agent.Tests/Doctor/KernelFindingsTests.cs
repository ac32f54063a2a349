using EdgeCnn.Agent.Doctor;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class KernelFindingsTests
{
    [Fact]
    public void States_OneChosen_OthersSayWhyNot()
    {
        KernelSetState[] states = KernelFindings.States(KernelSets.All);
        Assert.Equal(KernelSets.Best.Name, Assert.Single(states, state => state.Chosen).Name);
        Assert.All(states.Where(state => !state.Supported), state => Assert.StartsWith("needs ", state.Why, StringComparison.Ordinal));
        Assert.All(states.Where(state => state is { Supported: true, Chosen: false }), state => Assert.Contains(KernelSets.Best.Name, state.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_RightKernels_HasNothingToFix() => Assert.All(KernelFindings.Of([KernelSets.Portable]), finding => Assert.Equal(FindingLevel.Ok, finding.Level));
}
