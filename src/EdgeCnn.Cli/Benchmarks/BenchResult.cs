namespace EdgeCnn.Cli.Benchmarks;

/// <summary>What one model took.</summary>
internal sealed record BenchResult
{
    /// <summary>The file or the test folder.</summary>
    public required string Model { get; init; }

    /// <summary>The kernel set.</summary>
    public required string Kernels { get; init; }

    /// <summary>Threads of a run.</summary>
    public required int Threads { get; init; }

    /// <summary>Multiply-adds of one run.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>From the file to a session that is ready.</summary>
    public required double LoadMs { get; init; }

    /// <summary>The part of <see cref="LoadMs"/> from the graph on: kernels chosen, weights packed, memory placed.</summary>
    public required double PlanMs { get; init; }

    /// <summary>The first run.</summary>
    public required double FirstRunMs { get; init; }

    /// <summary>Runs after the first one that are not counted.</summary>
    public required int WarmUpRuns { get; init; }

    /// <summary>The steady runs, shortest first: inputs given, network run, outputs copied.</summary>
    public required BenchTimes Steady { get; init; }

    /// <summary>Bytes that a run allocated, in the whole process.</summary>
    public required double AllocatedBytesPerRun { get; init; }

    /// <summary>Bytes for activations and scratch.</summary>
    public required long ArenaBytes { get; init; }

    /// <summary>What no placement could do with less than.</summary>
    public required long ArenaLowerBoundBytes { get; init; }

    /// <summary>The most memory that the process has held, after the steady runs; earlier models of the same call included.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary>The steps of a run, or nothing where they were not asked for.</summary>
    public required IReadOnlyList<BenchLayer> Layers { get; init; }

    /// <summary>Thousand million multiply-adds a second in the median run.</summary>
    public double GigaMacsPerSecond => BenchLayer.Rate(MultiplyAdds, Steady.P50Us);

    /// <summary>The form for programs.</summary>
    public Dictionary<string, object> Document => new()
    {
        ["model"] = Model,
        ["kernels"] = Kernels,
        ["threads"] = Threads,
        ["runs"] = Steady.Runs,
        ["min_us"] = Steady.MinUs,
        ["p50_us"] = Steady.P50Us,
        ["p95_us"] = Steady.P95Us,
        ["p99_us"] = Steady.P99Us,
        ["max_us"] = Steady.MaxUs,
        ["macs"] = MultiplyAdds,
        ["gmacs_per_s"] = GigaMacsPerSecond,
        ["load_ms"] = LoadMs,
        ["plan_ms"] = PlanMs,
        ["first_run_ms"] = FirstRunMs,
        ["warm_up_runs"] = WarmUpRuns,
        ["alloc_bytes_per_run"] = AllocatedBytesPerRun,
        ["arena_bytes"] = ArenaBytes,
        ["arena_lower_bound_bytes"] = ArenaLowerBoundBytes,
        ["peak_rss_bytes"] = PeakRssBytes,
        ["layers"] = Layers.Select(layer => new { name = layer.Name, op = layer.Op, kernel = layer.Kernel, us = layer.Us, macs = layer.MultiplyAdds, gmacs_per_s = layer.GigaMacsPerSecond }),
    };
}
