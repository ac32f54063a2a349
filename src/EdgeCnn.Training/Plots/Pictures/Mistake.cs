using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>A picture that was taken for something else.</summary>
/// <param name="Picture">Grey, RGB or RGBA.</param>
/// <param name="Truth">What it is.</param>
/// <param name="Answer">What the network said.</param>
/// <param name="Probability">How sure it was, 0..1.</param>
public sealed record Mistake(Image Picture, string Truth, string Answer, double Probability);
