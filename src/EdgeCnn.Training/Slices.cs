namespace EdgeCnn.Training;

/// <summary>
/// Work on a batch in slices that depend on the batch alone, never on the number of threads. A slice writes only memory
/// of its own and slices are summed in their order, so a run gives the same bits at any number of threads.
/// </summary>
public sealed class Slices
{
    /// <summary>Images of one slice.</summary>
    public const int Images = 8;

    private readonly ParallelOptions options;

    /// <summary>Creates workers.</summary>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    public Slices(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
    }

    /// <summary>The number of slices of a batch.</summary>
    public static int Count(int batch) => (batch + Images - 1) / Images;

    /// <summary>Runs a body for each slice of a batch: (slice, first image, images).</summary>
    public void OverImages(int batch, Action<int, int, int> body) =>
        Over(Count(batch), slice => body(slice, slice * Images, Math.Min(Images, batch - (slice * Images))));

    /// <summary>Runs a body for each block of a range: (block, first, count).</summary>
    public void OverRange(int length, int blockLength, Action<int, int, int> body) =>
        Over((length + blockLength - 1) / blockLength, block => body(block, block * blockLength, Math.Min(blockLength, length - (block * blockLength))));

    private void Over(int count, Action<int> body)
    {
        if (options.MaxDegreeOfParallelism == 1 || count == 1)
        {
            for (int i = 0; i < count; i++)
                body(i);
            return;
        }

        Parallel.For(0, count, options, body);
    }
}
