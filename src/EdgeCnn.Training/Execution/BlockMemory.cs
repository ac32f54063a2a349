using System.Collections.Immutable;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Execution;

/// <summary>
/// Where values and gradients lie: those that another segment, or a gradient of the whole batch, needs are kept for all
/// pictures; the others only for one thread's block, so that they stay in its cache.
/// </summary>
internal sealed class BlockMemory
{
    private readonly int[] elements;
    private readonly float[]?[] wideValues;
    private readonly float[]?[] wideGradients;
    private readonly float[]?[] values;
    private readonly float[]?[] gradients;
    private readonly ImmutableArray<int>[] readers;

    private BlockMemory(int[] elements, float[]?[] wideValues, float[]?[] wideGradients, float[]?[] values, float[]?[] gradients, ImmutableArray<int>[] readers)
    {
        this.elements = elements;
        this.wideValues = wideValues;
        this.wideGradients = wideGradients;
        this.values = values;
        this.gradients = gradients;
        this.readers = readers;
    }

    /// <summary>Memory for each thread, with what is kept for the batch in common.</summary>
    public static ImmutableArray<BlockMemory> Create(Network network, Segments segments, bool training, int batch, int block, int threads)
    {
        int count = network.Nodes.Length + 1;
        int[] elements = [.. Enumerable.Range(0, count).Select(value => network.ValueShape(value).Elements)];
        ImmutableArray<int>[] readers = [.. Enumerable.Range(0, count).Select(value => network.Nodes.Where(node => node.Inputs.Contains(value)).Select(node => node.Index).ToImmutableArray())];
        var extents = new ValueExtents(network, segments, readers);
        bool[] wanted = [.. Enumerable.Range(0, count).Select(value => training && extents.WantsGradient(value))];
        float[]?[] wideValues = [.. Enumerable.Range(0, count).Select(value => training && extents.ValueIsWide(value) ? Wide(network, batch, elements[value]) : null)];
        float[]?[] wideGradients = [.. Enumerable.Range(0, count).Select(value => wanted[value] && extents.GradientIsWide(value) ? Wide(network, batch, elements[value]) : null)];
        return [.. Enumerable.Range(0, threads).Select(_ => new BlockMemory(
            elements,
            wideValues,
            wideGradients,
            [.. wideValues.Select((wide, value) => wide is null ? new float[block * elements[value]] : null)],
            [.. wideGradients.Select((wide, value) => wide is null && wanted[value] ? new float[block * elements[value]] : null)],
            readers))];
    }

    private static float[] Wide(Network network, int batch, int elements) => (long)batch * elements <= Array.MaxLength ? new float[batch * elements]
        : throw new EdgeCnnException($"network '{network.Name}': {batch} pictures with {elements:N0} numbers each are more than an array holds. Take a smaller batch (--batch {Math.Max(1, Array.MaxLength / elements)} at most) or a smaller input.", ExitCode.Usage);

    /// <summary>A value of a block.</summary>
    public Span<float> Value(int value, scoped in BlockPlace place) => Find(wideValues[value], values[value], value, place);

    /// <summary>A gradient of a block; empty if nobody wants it.</summary>
    public Span<float> Gradient(int value, scoped in BlockPlace place) => Find(wideGradients[value], gradients[value], value, place);

    /// <summary>Where a node writes an input's gradient. Of several readers the last one, whose backward comes first, writes in place; the others write aside, see <see cref="IsAside"/>.</summary>
    public Span<float> InputGradient(NetworkNode node, int index, scoped in BlockPlace place)
    {
        int value = node.Inputs[index];
        return IsAside(node, index) ? Aside(value, index, place) : Gradient(value, place);
    }

    /// <summary>True if what a node writes must still be added to what another reader of the same value wrote.</summary>
    public bool IsAside(NetworkNode node, int index)
    {
        int value = node.Inputs[index];
        return (wideGradients[value] ?? gradients[value]) is not null && (readers[value][^1] != node.Index || node.Inputs.IndexOf(value) != index);
    }

    /// <summary>A value that is kept for the whole batch.</summary>
    public ReadOnlySpan<float> Wide(int value, int count) => wideValues[value].AsSpan(0, count * elements[value]);

    /// <summary>A gradient that is kept for the whole batch.</summary>
    public ReadOnlySpan<float> WideGradient(int value, int count) => wideGradients[value].AsSpan(0, count * elements[value]);

    private readonly List<float[]> asides = [];

    private Span<float> Aside(int value, int index, scoped in BlockPlace place)
    {
        while (asides.Count <= index)
            asides.Add([]);
        int length = place.Count * elements[value];
        if (asides[index].Length < length)
            asides[index] = new float[length];
        return asides[index].AsSpan(0, length);
    }

    private Span<float> Find(float[]? wide, float[]? own, int value, scoped in BlockPlace place) => wide is not null
        ? wide.AsSpan(place.First * elements[value], place.Count * elements[value])
        : own is not null ? own.AsSpan(0, place.Count * elements[value]) : [];
}
