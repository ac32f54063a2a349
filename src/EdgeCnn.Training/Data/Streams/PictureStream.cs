using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data.Streams;

/// <summary>The pictures of a set in a given order, decoded ahead on threads of its own.</summary>
/// <remarks>
/// Every position of the order is visited, also that of a picture that cannot be read, so that batches have the same borders whatever happens. At most a window of
/// pictures is in memory. Threading: one consumer; disposing ends the threads.
/// </remarks>
public sealed class PictureStream : IDisposable
{
    private readonly IReadOnlyList<int> order;
    private readonly OrderedPrefetch<Slot> prefetch;

    /// <summary>Starts decoding.</summary>
    /// <param name="data">The set.</param>
    /// <param name="order">Indices of its pictures.</param>
    /// <param name="threads">How many threads decode.</param>
    /// <param name="window">How many pictures may be kept.</param>
    public PictureStream(IDataset data, IReadOnlyList<int> order, int threads, int window)
    {
        this.order = order;
        prefetch = new OrderedPrefetch<Slot>(order.Count, threads, window, () => new Slot(), (_, position, slot) =>
        {
            if (data.TryPicture(order[position], out ImageView picture, out slot.Reason))
                slot.Picture.CopyFrom(picture);
        });
    }

    /// <summary>The index of the picture in the set.</summary>
    public int Index => order[prefetch.Position];

    /// <summary>Why the picture is to be left out; null if it is there.</summary>
    public string? Reason => prefetch.Current.Reason;

    /// <summary>The picture, if there is no <see cref="Reason"/> against it; valid until the next one is asked for.</summary>
    public ImageView Picture => prefetch.Current.Picture.View;

    /// <summary>Goes to the next picture of the order and waits for it.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="Graph.EdgeCnnException">The whole set is of no use any more.</exception>
    public bool MoveNext() => prefetch.MoveNext();

    /// <inheritdoc/>
    public void Dispose() => prefetch.Dispose();

    private sealed class Slot
    {
        public readonly Frame Picture = new();
        public string? Reason;
    }
}
