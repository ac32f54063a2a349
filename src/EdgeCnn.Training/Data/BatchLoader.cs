using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Data.Streams;

namespace EdgeCnn.Training.Data;

/// <summary>Prepares pictures in batches, in the order of the data or shuffled by seed and epoch; pictures in files are read a batch ahead.</summary>
/// <remarks>Threading: <see cref="Begin"/> on one thread; <see cref="Fill"/> on any number between two of them.</remarks>
public sealed class BatchLoader : IDisposable
{
    private readonly IDataset data;
    private readonly IInputSource? inputs;
    private readonly ThreadLocal<(Preprocessor Preprocessor, float[] Scratch)> preparing;
    private readonly Augmenter? augmenter;
    private readonly StagedBatch? staged;
    private readonly int[] order;
    private readonly int[] places; // in the batch as it was asked for
    private readonly bool onlyReadable;
    private readonly float[] targets;
    private readonly int elements;
    private int first;
    private long seed;
    private int epoch;
    private int skipped;

    /// <summary>Creates a loader.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="contract">How the model wants them.</param>
    /// <param name="batch">Pictures of a batch; the last one of an epoch may be smaller.</param>
    /// <param name="augmentation">What is changed at random; nothing for pictures that judge.</param>
    /// <param name="threads">How many threads read files ahead; 0 for all processors.</param>
    /// <param name="onlyReadable">True for batches without the pictures whose files cannot be read, so that they change no sum over a batch; false to keep their places.</param>
    public BatchLoader(IDataset data, InputContract contract, int batch, AugmentationOptions? augmentation = null, int threads = 0, bool onlyReadable = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        this.data = data;
        BatchSize = batch;
        var input = new TensorInfo("input", DataType.Float32, new Shape(1, contract.Height, contract.Width, contract.Channels));
        inputs = data as IInputSource;
        elements = inputs?.Elements ?? input.Shape.Elements;
        if (inputs is not null && augmentation is not null)
            throw new ArgumentException("Inputs that are prepared already cannot be augmented.", nameof(augmentation));
        augmenter = augmentation is null ? null : new Augmenter(augmentation, contract);
        staged = data.ReadsFiles ? new StagedBatch(data, contract, batch, augmenter, threads) : null;
        preparing = new ThreadLocal<(Preprocessor, float[])>(() => (new Preprocessor(contract, input), new float[elements]));
        order = [.. Enumerable.Range(0, data.Count)];
        places = new int[batch];
        this.onlyReadable = onlyReadable;
        targets = new float[batch * Classes];
    }

    /// <summary>Pictures of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches of an epoch.</summary>
    public int BatchCount => (data.Count + BatchSize - 1) / BatchSize;

    /// <summary>Numbers of a target.</summary>
    public int Classes => data.Labels.Count;

    /// <summary>Pictures of the set.</summary>
    public int Pictures => data.Count;

    /// <summary>Pictures of the batch that was begun last; may be 0 where only readable ones are wanted.</summary>
    public int Count { get; private set; }

    /// <summary>Times that a picture could not be read and was left out.</summary>
    public int Skipped => Volatile.Read(ref skipped);

    /// <summary>1 for each class of a picture of the batch, 0 for the others; what is no number in the first place of a picture that could not be read, see <see cref="Losses.Loss.IsLeftOut"/>.</summary>
    public ReadOnlySpan<float> Targets => targets.AsSpan(0, Count * Classes); // [Count, Classes]

    /// <summary>Shuffles for an epoch; the order depends on seed and epoch alone.</summary>
    public void Shuffle(long seed, int epoch)
    {
        staged?.Stop();
        (this.seed, this.epoch) = (seed, epoch);
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        new SeededRandom(seed, stream: -1 - epoch).Shuffle(order);
    }

    /// <summary>Goes to a batch.</summary>
    /// <exception cref="EdgeCnnException">A label is not one of the classes.</exception>
    public void Begin(int batch)
    {
        first = batch * BatchSize;
        int asked = Math.Min(BatchSize, data.Count - first);
        staged?.Load(order, first, asked, seed, epoch);
        Count = 0;
        for (int place = 0; place < asked; place++)
        {
            if (!onlyReadable || IsThere(place))
                places[Count++] = place;
        }

        skipped += asked - Count;
        Array.Clear(targets);
        for (int i = 0; i < Count; i++)
        {
            foreach (int label in data.LabelsOf(IndexOf(i)))
            {
                if ((uint)label >= (uint)Classes)
                    throw new EdgeCnnException($"{data.NameOf(IndexOf(i))}: label {label}, expected 0..{Classes - 1}. Check the data with 'edgecnn data check'.", ExitCode.BadData);
                targets[(i * Classes) + label] = 1;
            }
        }
    }

    /// <summary>The class of a picture of the batch.</summary>
    public int Label(int picture) => data.Label(IndexOf(picture));

    /// <summary>Prepares pictures of the batch.</summary>
    /// <param name="from">The first one's place in the batch.</param>
    /// <param name="count">How many.</param>
    /// <param name="images">Receives them: [count, H, W, C].</param>
    public void Fill(int from, int count, Span<float> images)
    {
        for (int i = 0; i < count; i++)
        {
            Span<float> image = images.Slice(i * elements, elements);
            if (staged is null ? TryFill(IndexOf(from + i), image) : staged.Input(places[from + i]).TryCopyTo(image) && !staged.Input(places[from + i]).IsEmpty)
                continue;
            image.Clear();
            targets[(from + i) * Classes] = float.NaN;
            Interlocked.Increment(ref skipped);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        preparing.Dispose();
        staged?.Dispose();
    }

    private int IndexOf(int picture) => order[first + places[picture]];

    // As far as that is known before the pictures are asked for.
    private bool IsThere(int place) => staged is not null ? !staged.Input(place).IsEmpty : inputs is null || !inputs.Input(order[first + place]).IsEmpty;

    private bool TryFill(int index, Span<float> image)
    {
        if (inputs is not null)
            return inputs.Input(index).TryCopyTo(image) && !inputs.Input(index).IsEmpty;
        if (!data.TryPicture(index, out ImageView picture, out string? _))
            return false;
        var (preprocessor, scratch) = preparing.Value;
        preprocessor.Prepare(picture, image);
        augmenter?.Apply(image, scratch, seed, epoch, index);
        return true;
    }
}
