namespace EdgeCnn.Training.Layers;

/// <summary>A layer with so many weights for its work that its gradient is computed once for a batch, split by weights instead of pictures.</summary>
public interface IWholeBatchGradient
{
    /// <summary>Parts that may run side by side.</summary>
    int Parts { get; }

    /// <summary>Elements of working memory for a part.</summary>
    /// <param name="count">Pictures of the batch.</param>
    int PartScratchFloats(int count);

    /// <summary>Computes a part of the gradient.</summary>
    /// <param name="part">Which.</param>
    /// <param name="x">[count, Input]</param>
    /// <param name="dy">[count, Output], as backward left it.</param>
    /// <param name="count">Pictures of the batch.</param>
    /// <param name="scratch">Working memory.</param>
    void Part(int part, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int count, Span<float> scratch);
}
