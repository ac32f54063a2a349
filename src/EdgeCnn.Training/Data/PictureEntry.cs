namespace EdgeCnn.Training.Data;

/// <summary>A file that belongs to a set.</summary>
/// <param name="Path">The file.</param>
/// <param name="Labels">The indices of its classes, ascending; empty for none.</param>
internal sealed record PictureEntry(string Path, int[] Labels);
