namespace EdgeCnn.Training.Plots.Reports;

/// <summary>A name and what it is.</summary>
public sealed record ReportFact(string Name, string Value);
