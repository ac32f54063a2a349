using EdgeCnn.Graph;
using EdgeCnn.Training.Data.Augmentation;

namespace EdgeCnn.Training.Data.Streams;

/// <summary>The inputs of one batch after another; those of the next are read from files and prepared while a network is busy with this one.</summary>
/// <remarks>Memory: a batch and as many again, these at most <see cref="AheadBytes"/>, whatever the size of the set and its pictures.</remarks>
internal sealed class StagedBatch : IDisposable
{
    private const long AheadBytes = 64 << 20;
    private readonly IDataset data;
    private readonly InputContract contract;
    private readonly Augmenter? augmenter;
    private readonly int threads, window;
    private readonly float[][] inputs;
    private readonly bool[] missing;
    private InputStream? stream;
    private int next;

    /// <summary>Makes room.</summary>
    /// <param name="data">The set.</param>
    /// <param name="contract">How the network wants pictures.</param>
    /// <param name="batch">The most pictures of a batch.</param>
    /// <param name="augmenter">What is changed at random, or null.</param>
    /// <param name="threads">How many threads read; 0 for all processors.</param>
    public StagedBatch(IDataset data, InputContract contract, int batch, Augmenter? augmenter, int threads)
    {
        (this.data, this.contract, this.augmenter) = (data, contract, augmenter);
        this.threads = threads == 0 ? Environment.ProcessorCount : threads;
        int elements = contract.Height * contract.Width * contract.Channels;
        window = (int)Math.Clamp(AheadBytes / (4L * elements), 1, batch);
        inputs = [.. Enumerable.Range(0, Math.Min(batch, data.Count)).Select(_ => new float[elements])];
        missing = new bool[batch];
    }

    /// <summary>An input of the batch; empty if its picture cannot be read.</summary>
    public ReadOnlySpan<float> Input(int picture) => missing[picture] ? [] : inputs[picture]; // [Height, Width, Channels]

    /// <summary>Reads nothing more ahead: the order will be another one.</summary>
    public void Stop()
    {
        stream?.Dispose();
        stream = null;
    }

    /// <summary>Gets a batch, and lets the next be read.</summary>
    /// <param name="order">Indices of the set's pictures.</param>
    /// <param name="first">Where the batch begins in it.</param>
    /// <param name="count">Its pictures.</param>
    /// <param name="seed">Of the random changes.</param>
    /// <param name="epoch">Of the random changes.</param>
    public void Load(int[] order, int first, int count, long seed, int epoch)
    {
        if (stream is null || next != first)
        {
            Stop();
            stream = new InputStream(data, new ArraySegment<int>(order, first, order.Length - first), contract, threads, window, augmenter is null ? null : (augmenter, seed, epoch));
        }

        next = first + count;
        for (int i = 0; i < count; i++)
        {
            stream.MoveNext();
            missing[i] = stream.Reason is not null;
            stream.Input.CopyTo(inputs[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();
}
