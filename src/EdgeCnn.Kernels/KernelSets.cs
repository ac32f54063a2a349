namespace EdgeCnn.Kernels;

/// <summary>All kernel sets, best first, and the one that this processor gets.</summary>
public static class KernelSets
{
    /// <summary>Every set, best first, whether this processor can run it or not.</summary>
    public static IReadOnlyList<KernelSet> All { get; } =
        [new NeonDotKernels(), new NeonKernels(), new Avx512Kernels(), new AvxVnniKernels(), new Avx2Kernels(), new PortableKernels()];

    /// <summary>The set that runs everywhere and specifies the others.</summary>
    public static KernelSet Portable { get; } = All[^1];

    /// <summary>The sets that this processor can run, best first.</summary>
    public static IReadOnlyList<KernelSet> Supported { get; } = [.. All.Where(set => set.IsSupported)];

    /// <summary>The best set for this processor.</summary>
    public static KernelSet Best => Supported[0];

    /// <summary>The set of that name, or null.</summary>
    public static KernelSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);
}
