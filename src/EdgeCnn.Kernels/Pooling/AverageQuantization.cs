namespace EdgeCnn.Kernels.Pooling;

/// <summary>What the codes of an average's input and output mean.</summary>
/// <param name="InputScale">s_x</param>
/// <param name="InputZeroPoint">z_x</param>
/// <param name="OutputScale">s_y</param>
/// <param name="OutputZeroPoint">z_y</param>
public readonly record struct AverageQuantization(float InputScale, int InputZeroPoint, float OutputScale, int OutputZeroPoint);
