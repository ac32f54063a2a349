using System.Diagnostics;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>What one model took.</summary>
internal sealed record BenchResult
{
    /// <summary>The file or the test folder.</summary>
    public required string Model { get; init; }

    /// <summary>Multiply-adds of one run.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>From the file to a graph, passes included.</summary>
    public required double LoadMs { get; init; }

    /// <summary>From the graph to a session: kernels chosen, weights packed, memory placed.</summary>
    public required double PlanMs { get; init; }

    /// <summary>The first run.</summary>
    public required double FirstRunMs { get; init; }

    /// <summary>Runs after the first one that are not counted.</summary>
    public required int WarmUpRuns { get; init; }

    /// <summary>The steady runs, shortest first: inputs given, network run, outputs copied.</summary>
    public required BenchTimes Steady { get; init; }

    /// <summary>Bytes that the steady runs allocated, all together.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Bytes for activations and scratch.</summary>
    public required long ArenaBytes { get; init; }

    /// <summary>What no placement could do with less than.</summary>
    public required long ArenaLowerBoundBytes { get; init; }

    /// <summary>Thousand million multiply-adds a second in the median run.</summary>
    public double GigaMacsPerSecond => Steady.MedianUs > 0 ? Math.Round(MultiplyAdds / (1000 * Steady.MedianUs), 2) : 0;
}

/// <summary>Order statistics of equal runs.</summary>
/// <param name="Runs">How many.</param>
/// <param name="MinUs">The shortest, in microseconds.</param>
/// <param name="MedianUs">Half of the runs took at most this.</param>
/// <param name="P95Us">95 of 100 runs took at most this.</param>
/// <param name="MaxUs">The longest.</param>
internal sealed record BenchTimes(int Runs, double MinUs, double MedianUs, double P95Us, double MaxUs)
{
    /// <summary>Sorts the ticks of the stopwatch, at least one; a percentile is the nearest rank.</summary>
    public static BenchTimes Of(long[] ticks)
    {
        long[] sorted = [.. ticks.Order()];
        double At(double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)] * 1e6 / Stopwatch.Frequency, 1);
        return new BenchTimes(sorted.Length, At(0), At(0.5), At(0.95), At(1));
    }
}
