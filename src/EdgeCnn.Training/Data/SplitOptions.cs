namespace EdgeCnn.Training.Data;

/// <summary>Which pictures of a training set are kept back for validation.</summary>
public sealed record SplitOptions
{
    /// <summary>The share of the pictures, above 0 and below 1.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>Chooses them at random; null takes the last ones as the set stands, as Keras' validation_split does.</summary>
    public long? Seed { get; init; }

    /// <summary>Takes the share of each class, not of the whole. A set whose pictures are sorted by class needs this or a seed.</summary>
    public bool Stratified { get; init; }
}
