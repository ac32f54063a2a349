using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>Some pictures of a set, in an order of their own; nothing is copied.</summary>
public sealed class Subset : IDataset
{
    private readonly IDataset data;
    private readonly int[] indices;

    /// <summary>Takes pictures of a set.</summary>
    /// <param name="data">The set.</param>
    /// <param name="indices">Which ones; one may be taken more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is none of the set's.</exception>
    public Subset(IDataset data, IEnumerable<int> indices)
    {
        this.data = data;
        this.indices = [.. indices];
        foreach (int index in this.indices)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, data.Count, nameof(indices));
        }
    }

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => data.Labels;

    /// <summary>What the whole set could not read.</summary>
    public IReadOnlyList<UnreadablePicture> Unreadable => data.Unreadable;

    /// <inheritdoc/>
    public bool ReadsFiles => data.ReadsFiles;

    /// <summary>The whole set.</summary>
    public IDataset Whole => data;

    /// <summary>The index of a picture in the whole set.</summary>
    public int IndexInWhole(int index) => indices[index];

    /// <inheritdoc/>
    public void GoOnAnyway() => data.GoOnAnyway();

    /// <inheritdoc/>
    public ImageView Picture(int index) => data.Picture(indices[index]);

    /// <inheritdoc/>
    public int Label(int index) => data.Label(indices[index]);

    /// <inheritdoc/>
    public IReadOnlyList<int> LabelsOf(int index) => data.LabelsOf(indices[index]);

    /// <inheritdoc/>
    public string NameOf(int index) => data.NameOf(indices[index]);
}
