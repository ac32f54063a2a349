using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>One class of a set against all others: a picture has the one label, or none.</summary>
public sealed class OneClassDataset : IDataset
{
    private readonly IDataset data;
    private readonly int positive;

    /// <summary>Looks at a set with one question.</summary>
    /// <param name="data">The set.</param>
    /// <param name="positive">The class's name.</param>
    /// <exception cref="ArgumentException">The set has no such class.</exception>
    public OneClassDataset(IDataset data, string positive)
    {
        this.data = data;
        this.positive = data.Labels.ToList().IndexOf(positive);
        if (this.positive < 0)
            throw new ArgumentException($"The set has no class '{positive}'.", nameof(positive));
        Labels = [positive];
    }

    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<UnreadablePicture> Unreadable => data.Unreadable;

    /// <inheritdoc/>
    public bool ReadsFiles => data.ReadsFiles;

    /// <inheritdoc/>
    public void GoOnAnyway() => data.GoOnAnyway();

    /// <inheritdoc/>
    public ImageView Picture(int index) => data.Picture(index);

    /// <inheritdoc/>
    public int Label(int index) => data.LabelsOf(index).Contains(positive) ? 0 : -1;

    /// <inheritdoc/>
    public IReadOnlyList<int> LabelsOf(int index) => data.LabelsOf(index).Contains(positive) ? [0] : [];

    /// <inheritdoc/>
    public string NameOf(int index) => data.NameOf(index);
}
