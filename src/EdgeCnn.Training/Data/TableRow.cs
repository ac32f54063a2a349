namespace EdgeCnn.Training.Data;

/// <summary>A row of a table before its labels are numbers.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Path">The picture's file.</param>
/// <param name="Part">What it is for; null where the table does not say.</param>
/// <param name="Labels">The names or numbers of its classes.</param>
internal sealed record TableRow(int Line, string Path, DataPart? Part, IReadOnlyList<string> Labels);
