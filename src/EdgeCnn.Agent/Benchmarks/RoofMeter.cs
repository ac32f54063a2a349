using System.Diagnostics;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>Measures a <see cref="Roof"/>: each loop in short pieces, of which the fastest counts, since others on the machine only add time.</summary>
/// <param name="set">The kernel set whose instructions are measured.</param>
/// <param name="caches">The core's caches.</param>
internal sealed class RoofMeter(KernelSet set, (string Name, long Bytes)[] caches)
{
    private const int Pieces = 16;
    private const int LargestCacheRead = 16 << 20;
    private const int LeastMemoryRead = 16 << 20;
    private const int MostMemoryRead = 64 << 20;
    private static readonly long PieceTicks = 2 * Stopwatch.Frequency / 1000;
    private float sink;

    /// <summary>Runs all loops, a quarter of a second.</summary>
    /// <param name="cancellation">Asked before each loop.</param>
    /// <exception cref="OperationCanceledException">The user does not want to wait.</exception>
    public Roof Measure(CancellationToken cancellation)
    {
        var (floats, floatLoop) = Fastest(isInt8: false, cancellation);
        var (bytes, byteLoop) = Fastest(isInt8: true, cancellation);
        return new Roof(floats, floatLoop, bytes, byteLoop, Levels(cancellation));
    }

    private (double GmacS, string Name) Fastest(bool isInt8, CancellationToken cancellation)
    {
        var best = (GmacS: 0.0, Name: "");
        foreach (MacLoop loop in set.MacLoops)
        {
            if (loop.IsInt8 != isInt8 || !loop.IsSupported)
                continue;
            cancellation.ThrowIfCancellationRequested();
            double rate = Math.Round(loop.MacsPerStep * PerSecond(steps => sink += loop.Run(steps)) / 1e9, 2);
            if (rate > best.GmacS)
                best = (rate, loop.Name);
        }

        return best;
    }

    private RoofLevel[] Levels(CancellationToken cancellation)
    {
        long last = caches[^1].Bytes;
        float[] memory = new float[Math.Clamp(4 * last, LeastMemoryRead, MostMemoryRead) / sizeof(float)];
        // Pages that were never written are all the same one.
        memory.AsSpan().Fill(1);
        var levels = new List<RoofLevel>();
        foreach (var (name, bytes) in caches)
            levels.Add(Level(name, bytes, memory.AsSpan(0, (int)(Math.Min(bytes / 2, LargestCacheRead) / sizeof(float))).ToArray(), cancellation));
        levels.Add(Level("memory", null, memory, cancellation));
        return [.. levels];
    }

    private RoofLevel Level(string name, long? holds, float[] memory, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LoadLoop loop = set.LoadLoop;
        long bytes = (long)memory.Length * sizeof(float) / loop.StepBytes * loop.StepBytes;
        return new RoofLevel(name, holds, bytes, Math.Round(bytes * PerSecond(passes => sink += loop.Run(memory, passes)) / 1e9, 2));
    }

    /// <summary>How often a second something is done, by the fastest of many pieces.</summary>
    /// <param name="run">Does it so many times.</param>
    internal static double PerSecond(Action<int> run)
    {
        // The first call may compile the loop, and any may be held up by others, which must not pass for work.
        run(1);
        int count = 1;
        long time;
        while ((time = Math.Min(Time(run, count), Math.Min(Time(run, count), Time(run, count)))) < PieceTicks && count < 1 << 28)
            count *= 2;
        for (int piece = 0; piece < Pieces; piece++)
            time = Math.Min(time, Time(run, count));
        return count * (double)Stopwatch.Frequency / Math.Max(1, time);
    }

    private static long Time(Action<int> run, int count)
    {
        long start = Stopwatch.GetTimestamp();
        run(count);
        return Stopwatch.GetTimestamp() - start;
    }
}
