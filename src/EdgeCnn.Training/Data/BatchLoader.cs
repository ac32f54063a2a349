using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>Prepares pictures in batches, in the order of the data or shuffled by seed and epoch.</summary>
public sealed class BatchLoader
{
    private readonly IDataset data;
    private readonly Preprocessor[] preprocessors;
    private readonly int[] order;
    private readonly float[] images;
    private readonly int[] labels;
    private readonly int elements;

    /// <summary>Creates a loader.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="contract">How the model wants them.</param>
    /// <param name="batch">Pictures of a batch; the last one of an epoch may be smaller.</param>
    public BatchLoader(IDataset data, InputContract contract, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        this.data = data;
        BatchSize = batch;
        var input = new TensorInfo("input", DataType.Float32, new Shape(1, contract.Height, contract.Width, contract.Channels));
        elements = input.Shape.Elements;
        preprocessors = [.. Enumerable.Range(0, Slices.Count(batch)).Select(_ => new Preprocessor(contract, input))];
        order = [.. Enumerable.Range(0, data.Count)];
        images = new float[batch * elements];
        labels = new int[batch];
    }

    /// <summary>Pictures of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches of an epoch.</summary>
    public int BatchCount => (data.Count + BatchSize - 1) / BatchSize;

    /// <summary>Shuffles for an epoch; the order depends on seed and epoch alone.</summary>
    public void Shuffle(long seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        new SeededRandom(seed, stream: -1 - epoch).Shuffle(order);
    }

    /// <summary>Prepares one batch; valid until the next one is asked for.</summary>
    public (ReadOnlyMemory<float> Images, ReadOnlyMemory<int> Labels) Load(int index, Slices slices)
    {
        int first = index * BatchSize, count = Math.Min(BatchSize, data.Count - first);
        slices.OverImages(count, (slice, from, n) =>
        {
            for (int i = from; i < from + n; i++)
            {
                preprocessors[slice].Prepare(data.Picture(order[first + i]), images.AsSpan(i * elements, elements));
                labels[i] = data.Label(order[first + i]);
            }
        });
        return (images.AsMemory(0, count * elements), labels.AsMemory(0, count));
    }
}
