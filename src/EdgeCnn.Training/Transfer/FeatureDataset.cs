using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Transfer;

/// <summary>What the frozen part of a network gives for each picture of a set, computed once.</summary>
public sealed class FeatureDataset : IDataset, IInputSource
{
    private readonly IDataset data;
    private readonly float[] features; // [Count, Elements]
    private readonly bool[] readable;

    /// <summary>Runs the frozen part over a set.</summary>
    /// <param name="frozen">The frozen part.</param>
    /// <param name="contract">How it wants pictures.</param>
    /// <param name="data">The set.</param>
    /// <param name="threads">0 for all processors; the values do not depend on it.</param>
    /// <param name="done">Told how many pictures are done.</param>
    public FeatureDataset(Network frozen, InputContract contract, IDataset data, int threads = 0, Action<int>? done = null)
    {
        this.data = data;
        Elements = frozen.Output.Elements;
        (features, float[] targets) = Evaluator.Collect(frozen, contract, data, threads, done);
        readable = [.. Enumerable.Range(0, data.Count).Select(i => !Losses.Loss.IsLeftOut(targets.AsSpan(i * data.Labels.Count)))];
    }

    /// <inheritdoc/>
    public int Elements { get; }

    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => data.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<UnreadablePicture> Unreadable => data.Unreadable;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Input(int index) => readable[index] ? features.AsSpan(index * Elements, Elements) : [];

    /// <inheritdoc/>
    public ImageView Picture(int index) => data.Picture(index);

    /// <inheritdoc/>
    public int Label(int index) => data.Label(index);

    /// <inheritdoc/>
    public IReadOnlyList<int> LabelsOf(int index) => data.LabelsOf(index);

    /// <inheritdoc/>
    public string NameOf(int index) => data.NameOf(index);
}
