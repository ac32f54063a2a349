namespace EdgeCnn.Training.Data.Health;

/// <summary>What one part of a data set is like.</summary>
public sealed record PartHealth
{
    /// <summary>Which part.</summary>
    public required DataPart Part { get; init; }

    /// <summary>Pictures that can be read.</summary>
    public required int Pictures { get; init; }

    /// <summary>Pictures without a label, which only a multilabel set may have.</summary>
    public required int Unlabelled { get; init; }

    /// <summary>Pictures of each class, in the order of the classes.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>Sizes, the most frequent first.</summary>
    public required IReadOnlyList<PictureSize> Sizes { get; init; }

    /// <summary>Pictures whose files are grey.</summary>
    public required int Grey { get; init; }

    /// <summary>Pictures whose pixels are all the same.</summary>
    public required IReadOnlyList<string> Blank { get; init; }

    /// <summary>Pictures that cannot be read.</summary>
    public required IReadOnlyList<UnreadablePicture> Unreadable { get; init; }

    /// <summary>The mean of each channel over all pixels, of 0..1.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>The standard deviation of each channel over all pixels.</summary>
    public required IReadOnlyList<double> Std { get; init; }

    /// <summary>Pictures of the largest class for each one of the smallest that has any.</summary>
    public double Imbalance
    {
        get
        {
            int[] counts = [.. Classes.Select(entry => entry.Pictures).Where(count => count > 0)];
            return counts.Length == 0 ? 1 : (double)counts.Max() / counts.Min();
        }
    }
}
