using System.Collections.Immutable;

namespace EdgeCnn.Runtime.Planning;

/// <summary>The kernels that accept a layer, cheapest first; of equal cost in the order in which they were added.</summary>
internal sealed class KernelCandidates<T>
    where T : class
{
    // Arrays of references and of a primitive: a generic collection of a struct would be compiled anew at each start.
    private T[] kernels = [];
    private string[] names = [];
    private double[] costs = [];

    public void Add(T kernel, string name, double cost)
    {
        int at = costs.Length;
        while (at > 0 && costs[at - 1] > cost)
            at--;
        kernels = [.. kernels.AsSpan(0, at), kernel, .. kernels.AsSpan(at)];
        names = [.. names.AsSpan(0, at), name, .. names.AsSpan(at)];
        costs = [.. costs.AsSpan(0, at), cost, .. costs.AsSpan(at)];
    }

    public void Remove(IReadOnlyCollection<string> without)
    {
        if (without.Count == 0)
            return;
        var (oldKernels, oldNames, oldCosts) = (kernels, names, costs);
        (kernels, names, costs) = ([], [], []);
        for (int i = 0; i < oldNames.Length; i++)
        {
            if (!without.Contains(oldNames[i]))
                Add(oldKernels[i], oldNames[i], oldCosts[i]);
        }
    }

    public ImmutableArray<string> Names() => ImmutableArray.Create(names);

    public T? Find(string name)
    {
        int at = Array.IndexOf(names, name);
        return at < 0 ? null : kernels[at];
    }
}
