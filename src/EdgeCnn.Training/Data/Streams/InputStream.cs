using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data.Augmentation;

namespace EdgeCnn.Training.Data.Streams;

/// <summary>The inputs of a network in a given order: pictures decoded, prepared and augmented ahead on threads of its own.</summary>
/// <remarks>
/// Only inputs are kept, so a window costs the same for small and for large pictures. The values depend on set, order, seed and epoch, not on the number of threads. Every
/// position is visited, also that of a picture that cannot be read. Threading: one consumer; disposing ends the threads.
/// </remarks>
public sealed class InputStream : IDisposable
{
    private readonly IReadOnlyList<int> order;
    private readonly OrderedPrefetch<Slot> prefetch;

    /// <summary>Starts preparing.</summary>
    /// <param name="data">The set.</param>
    /// <param name="order">Indices of its pictures.</param>
    /// <param name="contract">How the network wants them.</param>
    /// <param name="threads">How many threads prepare.</param>
    /// <param name="window">How many inputs may be kept; one or two batches are enough.</param>
    /// <param name="augmentation">What is changed at random, by which seed and in which epoch; null for nothing.</param>
    public InputStream(IDataset data, IReadOnlyList<int> order, InputContract contract, int threads, int window, (Augmenter Augmenter, long Seed, int Epoch)? augmentation = null)
    {
        this.order = order;
        var input = new TensorInfo("input", DataType.Float32, new Shape(1, contract.Height, contract.Width, contract.Channels));
        Preprocessor[] preprocessors = [.. Enumerable.Range(0, threads).Select(_ => new Preprocessor(contract, input))];
        float[][] scratch = [.. Enumerable.Range(0, threads).Select(_ => new float[input.Shape.Elements])];
        prefetch = new OrderedPrefetch<Slot>(order.Count, threads, window, () => new Slot(input.Shape.Elements), (worker, position, slot) =>
        {
            if (!data.TryPicture(order[position], out ImageView picture, out slot.Reason))
                return;
            preprocessors[worker].Prepare(picture, slot.Input);
            if (augmentation is var (augmenter, seed, epoch))
                augmenter.Apply(slot.Input, scratch[worker], seed, epoch, order[position]);
        });
    }

    /// <summary>The index of the picture in the set.</summary>
    public int Index => order[prefetch.Position];

    /// <summary>Why the picture is to be left out; null if it is there.</summary>
    public string? Reason => prefetch.Current.Reason;

    /// <summary>The input, if there is no <see cref="Reason"/> against it; valid until the next one is asked for.</summary>
    public ReadOnlySpan<float> Input => prefetch.Current.Input; // [Height, Width, Channels]

    /// <summary>Goes to the next picture of the order and waits for it.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="EdgeCnnException">The whole set is of no use any more.</exception>
    public bool MoveNext() => prefetch.MoveNext();

    /// <inheritdoc/>
    public void Dispose() => prefetch.Dispose();

    private sealed class Slot(int elements)
    {
        public readonly float[] Input = new float[elements];
        public string? Reason;
    }
}
