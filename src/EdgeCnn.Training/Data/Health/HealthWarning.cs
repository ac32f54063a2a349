namespace EdgeCnn.Training.Data.Health;

/// <summary>Something about a data set that a person should know before training.</summary>
/// <param name="Kind">A word for programs, for example <c>leak</c>.</param>
/// <param name="IsFailure">Whether results on this data cannot be trusted, so that a check fails.</param>
/// <param name="Message">What was found, and the next step.</param>
public sealed record HealthWarning(string Kind, bool IsFailure, string Message);
