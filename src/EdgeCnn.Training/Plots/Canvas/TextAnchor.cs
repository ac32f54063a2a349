namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Which part of a text stands at its place.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}
