namespace EdgeCnn.Kernels.Pooling;

/// <summary>What the codes of an average's input and output mean.</summary>
/// <param name="InputScale">s_x</param>
/// <param name="InputZeroPoint">z_x</param>
/// <param name="OutputScale">s_y</param>
/// <param name="OutputZeroPoint">z_y</param>
/// <param name="CodeOffset">Added to a code in memory, and to these zero points, to get the model's own; 0, 128 or −128.</param>
public readonly record struct AverageQuantization(float InputScale, int InputZeroPoint, float OutputScale, int OutputZeroPoint, int CodeOffset = 0);
