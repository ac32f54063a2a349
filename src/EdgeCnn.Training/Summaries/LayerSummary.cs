using EdgeCnn.Graph;

namespace EdgeCnn.Training.Summaries;

/// <summary>A layer in the table of a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does, for example <c>Conv2d 3×3, stride 2, ReLU</c>.</param>
/// <param name="Output">The shape of its output for one picture.</param>
/// <param name="Parameters">Numbers that gradients change.</param>
/// <param name="Statistics">Numbers that follow the pictures: moving means and variances.</param>
/// <param name="MultiplyAdds">Multiply-adds for one picture.</param>
public sealed record LayerSummary(string Name, string Kind, Shape Output, long Parameters, long Statistics, long MultiplyAdds)
{
    /// <summary>The output as <c>32×32×16</c>.</summary>
    public string OutputText => string.Join('×', Output.Dims);
}
