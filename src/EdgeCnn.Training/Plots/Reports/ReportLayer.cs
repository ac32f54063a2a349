namespace EdgeCnn.Training.Plots.Reports;

/// <summary>A layer in the table of a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does, for example <c>Conv2d 3×3</c>.</param>
/// <param name="Output">The shape of its output.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">Multiply-adds for one picture.</param>
public sealed record ReportLayer(string Name, string Kind, string Output, long Parameters, long MultiplyAdds);
