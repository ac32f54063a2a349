namespace EdgeCnn.Training.Data.Health;

/// <summary>How many pictures a class has; a picture with several labels counts in each of their classes.</summary>
/// <param name="Label">The class.</param>
/// <param name="Pictures">How many.</param>
public sealed record ClassCount(string Label, int Pictures);
