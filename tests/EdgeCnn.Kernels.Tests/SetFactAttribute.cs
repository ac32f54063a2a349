namespace EdgeCnn.Kernels.Tests;

/// <summary>A test that needs a kernel set; without the processor for it, it is reported as skipped.</summary>
public sealed class SetFactAttribute : FactAttribute
{
    public SetFactAttribute(string set)
    {
        KernelSet wanted = KernelSets.Find(set) ?? throw new ArgumentException($"no kernel set '{set}'", nameof(set));
        if (!wanted.IsSupported)
            Skip = $"kernel set {set} needs {wanted.Requires}";
    }
}
