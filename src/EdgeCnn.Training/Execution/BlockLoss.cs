namespace EdgeCnn.Training.Execution;

/// <summary>Judges what the network gave for pictures of the batch; called on several threads.</summary>
/// <param name="first">The first picture's place in the batch.</param>
/// <param name="count">How many.</param>
/// <param name="outputs">[count, Output]</param>
/// <param name="gradient">Receives the derivative of the batch's mean loss: [count, Output].</param>
/// <returns>The pictures' losses and right answers.</returns>
public delegate LossSum BlockLoss(int first, int count, ReadOnlySpan<float> outputs, Span<float> gradient);
