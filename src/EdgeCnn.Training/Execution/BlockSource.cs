namespace EdgeCnn.Training.Execution;

/// <summary>Prepares pictures of the batch; called on several threads.</summary>
/// <param name="first">The first picture's place in the batch.</param>
/// <param name="count">How many.</param>
/// <param name="images">Receives them: [count, H, W, C].</param>
public delegate void BlockSource(int first, int count, Span<float> images);
