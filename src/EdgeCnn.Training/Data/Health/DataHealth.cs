namespace EdgeCnn.Training.Data.Health;

/// <summary>What a data set is like: counts, sizes, colours, what is damaged, what is there twice.</summary>
/// <param name="Name">The set as the user named it.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Duplicates">Pictures that are the same, within a part or across parts.</param>
public sealed record DataHealth(string Name, IReadOnlyList<PartHealth> Parts, IReadOnlyList<Duplicate> Duplicates)
{
    /// <summary>What a person should know, the gravest first.</summary>
    public IReadOnlyList<HealthWarning> Warnings => HealthRules.Apply(this);

    /// <summary>Whether nothing was found that makes results worthless.</summary>
    public bool IsSound => !Warnings.Any(warning => warning.IsFailure);
}
