namespace EdgeCnn.Cli.Datasets;

/// <summary>How far an installation is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="DoneBytes">The bytes of the step that are done.</param>
/// <param name="TotalBytes">The bytes of the step, 0 where unknown.</param>
public readonly record struct DatasetProgress(string Step, long DoneBytes, long TotalBytes);
