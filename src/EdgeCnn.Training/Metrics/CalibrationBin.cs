namespace EdgeCnn.Training.Metrics;

/// <summary>The answers whose confidence lies in (From, To].</summary>
/// <param name="From">Below all of them; the first bin has its lower end too.</param>
/// <param name="To">The largest confidence that belongs here.</param>
/// <param name="Count">How many answers.</param>
/// <param name="Confidence">The sum of their confidences.</param>
/// <param name="Right">How many of them are right.</param>
public readonly record struct CalibrationBin(double From, double To, int Count = 0, double Confidence = 0, double Right = 0);
