namespace EdgeCnn.Training.Execution;

/// <summary>Which pictures of a batch a block holds.</summary>
/// <param name="First">The first picture's place in the batch.</param>
/// <param name="Count">Pictures of the block.</param>
/// <param name="Lane">The lane of the batch that the block belongs to; gradients are summed by lane.</param>
/// <param name="Step">Batches before this one in the whole run: with the place it decides random choices, whichever thread makes them.</param>
/// <param name="IsTraining">False where a layer behaves as on the board.</param>
public readonly record struct BlockPlace(int First, int Count, int Lane, long Step, bool IsTraining);
