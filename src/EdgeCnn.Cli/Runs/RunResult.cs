using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Verdicts;

namespace EdgeCnn.Cli.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Model">The float model.</param>
/// <param name="Network">With its trained weights.</param>
/// <param name="Contract">How it wants pictures.</param>
/// <param name="Data">Its pictures.</param>
/// <param name="Training">Its history.</param>
/// <param name="Predictions">What it gave for the test pictures.</param>
/// <param name="Test">On test pictures, which chose nothing.</param>
/// <param name="Verdict">What its curves say.</param>
/// <param name="Metrics">The figures of its task on test pictures.</param>
/// <param name="Int8">The int8 model, if one was asked for.</param>
internal sealed record RunResult(string Model, Network Network, InputContract Contract, RunData Data, TrainingResult Training, Predictions Predictions, Evaluation Test, Verdict Verdict, TestMetrics Metrics, Int8Result? Int8);
