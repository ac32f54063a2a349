namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Something in a drawing.</summary>
internal abstract record Shape;
