using System.Diagnostics;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Shows every so often how many pictures are done, and the rate; may be told so by any thread.</summary>
/// <param name="total">Pictures in all.</param>
/// <param name="show">Takes (pictures done, what is shown).</param>
internal sealed class PictureProgress(int total, Action<double, string> show)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly int every = Math.Max(1, total / 200);

    /// <summary>Takes the number of pictures that are done.</summary>
    public void Report(int done)
    {
        if (done % every != 0)
            return;
        lock (watch)
            show(done, $"{done / watch.Elapsed.TotalSeconds:F0} pictures/s");
    }
}
