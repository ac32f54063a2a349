using EdgeCnn.Graph;
using EdgeCnn.Training;

namespace EdgeCnn.Cli.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Model">The float model.</param>
/// <param name="Network">With its trained weights.</param>
/// <param name="Contract">How it wants pictures.</param>
/// <param name="Training">Its history.</param>
/// <param name="Test">On test pictures, which chose nothing.</param>
/// <param name="TestPictures">How many.</param>
internal sealed record RunResult(string Model, Network Network, InputContract Contract, TrainingResult Training, Evaluation Test, int TestPictures);
