namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>How a line is drawn; ends and corners are round.</summary>
/// <param name="Ink">Its colour.</param>
/// <param name="Width">Its width.</param>
/// <param name="Dash">Lengths of dashes and gaps in turn; null for an unbroken line.</param>
/// <param name="Crisp">An upright or level line that is put on whole pixels, with flat ends.</param>
internal sealed record Stroke(Ink Ink, double Width = 1, IReadOnlyList<double>? Dash = null, bool Crisp = false);
