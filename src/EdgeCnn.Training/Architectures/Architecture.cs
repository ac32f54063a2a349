using EdgeCnn.Graph;

namespace EdgeCnn.Training.Architectures;

/// <summary>A network by name: where it comes from and how it is built.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Title">One line.</param>
/// <param name="Input">The input that it is described with; others are possible.</param>
/// <param name="Classes">The classes that it is described with.</param>
/// <param name="Source">Author, year, title, section.</param>
/// <param name="Heeds">Which settings change it.</param>
/// <param name="Build">Builds it.</param>
public sealed record Architecture(string Name, string Title, Shape Input, int Classes, string Source, ArchitectureSettings Heeds, Action<LayerStack, ArchitectureOptions> Build)
{
    /// <summary>Refuses a setting that would change nothing: runs that differ by it alone would be the same run.</summary>
    /// <exception cref="EdgeCnnException">There is one.</exception>
    public void Check(ArchitectureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((options.Given & ~Heeds) is not ArchitectureSettings.None and var ignored)
            throw new EdgeCnnException($"architecture '{Name}' has no {Words(ignored)}; {(Heeds == ArchitectureSettings.None ? "nothing of it can be set" : $"what can be set: {Words(Heeds)}")}.", ExitCode.Usage);
    }

    /// <summary>Builds it for an input and a number of classes.</summary>
    /// <exception cref="GraphException">The input is too small for the layers.</exception>
    /// <exception cref="EdgeCnnException">A setting would change nothing.</exception>
    public Network Create(Shape input, int classes, long seed, ArchitectureOptions? options = null)
    {
        options ??= new ArchitectureOptions();
        Check(options);
        var stack = new LayerStack(new NetworkBuilder(Name, input, seed, options.Kernels), classes, options);
        Build(stack, options);
        return stack.Net.Build();
    }

    /// <summary>Builds it as it is described.</summary>
    public Network Create(long seed = 1, ArchitectureOptions? options = null) => Create(Input, Classes, seed, options);

    private static string Words(ArchitectureSettings settings) =>
        string.Join(", ", Enum.GetValues<ArchitectureSettings>().Where(one => one != ArchitectureSettings.None && settings.HasFlag(one)).Select(one => one == ArchitectureSettings.BatchNorm ? "batch-norm" : $"{one}".ToLowerInvariant()));
}
