namespace EdgeCnn.Cli.Runs;

/// <summary>What of a run does not decide its weights.</summary>
/// <param name="Threads">0 for all processors.</param>
/// <param name="CheckpointEvery">Batches between checkpoints; 0 for one after each epoch.</param>
/// <param name="Resume">True to go on from the folder's checkpoint.</param>
/// <param name="Restart">True to begin anew though the folder has a checkpoint.</param>
/// <param name="Report">True to write the page of the run too.</param>
/// <param name="Quantize">True to write an int8 model too.</param>
/// <param name="GoesOnBy">What a user does to go on with it when it was stopped.</param>
internal sealed record RunSettings(int Threads, int CheckpointEvery, bool Resume, bool Restart, bool Report, bool Quantize, string GoesOnBy);
