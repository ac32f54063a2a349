namespace EdgeCnn.Training.Data.Health;

/// <summary>Pictures that are the same, pixel by pixel.</summary>
/// <param name="Copies">All of them, in the order of parts and indices; at least two.</param>
public sealed record Duplicate(IReadOnlyList<PictureCopy> Copies)
{
    /// <summary>Whether one is learned from and another one is measured or chosen by.</summary>
    public bool Leaks => Copies.Any(copy => copy.Part != Copies[0].Part);

    /// <summary>Whether they have different labels, so that no network can be right about all of them.</summary>
    public bool Contradicts => Copies.Any(copy => copy.Label != Copies[0].Label);
}

/// <summary>One of several pictures that are the same.</summary>
/// <param name="Part">Where it is.</param>
/// <param name="Index">Its index in the part.</param>
/// <param name="Name">Its file or number.</param>
/// <param name="Label">Its classes, separated by '|'.</param>
public sealed record PictureCopy(DataPart Part, int Index, string Name, string Label);
