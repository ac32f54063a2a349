namespace EdgeCnn.Agent.Benchmarks;

/// <summary>All that was measured of a model. Times of the start and of the first number of threads stand beside each other, so that a script finds them in one object.</summary>
internal sealed record ModelResult
{
    /// <summary>The file, as the user named it.</summary>
    public required string Model { get; init; }

    /// <summary>The model's checksums.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The kernel set that was used.</summary>
    public required string Kernels { get; init; }

    /// <summary>Kernels that the plan uses.</summary>
    public required string[] KernelNames { get; init; }

    /// <summary>Threads of the times in this object.</summary>
    public required int Threads { get; init; }

    /// <summary>Steady runs.</summary>
    public required long Runs { get; init; }

    /// <summary>The shortest.</summary>
    public required double MinUs { get; init; }

    /// <summary>Half of the runs took at most this.</summary>
    public required double P50Us { get; init; }

    /// <summary>95 of 100 runs took at most this.</summary>
    public required double P95Us { get; init; }

    /// <summary>99 of 100 runs took at most this.</summary>
    public required double P99Us { get; init; }

    /// <summary>Multiply-adds of a run.</summary>
    public required long Macs { get; init; }

    /// <summary>From the program's first line to the one that opens the model; 0 behind the first model.</summary>
    public required double BeforeMs { get; init; }

    /// <summary>The file: mapped, checked, understood.</summary>
    public required double ReadMs { get; init; }

    /// <summary>Passes, kernels chosen and checked, weights packed, memory placed.</summary>
    public required double PlanMs { get; init; }

    /// <summary>Both.</summary>
    public required double LoadMs { get; init; }

    /// <summary>The first run.</summary>
    public required double FirstRunMs { get; init; }

    /// <summary>From the program's first line, or from where a further model is opened, to the first result.</summary>
    public required double MainToFirstResultMs { get; init; }

    /// <summary>What the compiler took until then.</summary>
    public required double CompileMs { get; init; }

    /// <summary>Methods that it compiled.</summary>
    public required int CompiledMethods { get; init; }

    /// <summary>Bytes of activations and scratch.</summary>
    public required long ArenaBytes { get; init; }

    /// <summary>Bytes of weights as the kernels hold them.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Bytes of the process in memory behind the first run.</summary>
    public required long? RssBytes { get; init; }

    /// <summary>The most until the end of the steady runs.</summary>
    public required long? RssPeakBytes { get; init; }

    /// <summary>Times for each number of threads.</summary>
    public required ThreadResult[] ByThreads { get; init; }

    /// <summary>Layers, one thread; empty if they were not measured.</summary>
    public required BenchLayer[] Layers { get; init; }

    /// <summary>True if the user ended the measurement early.</summary>
    public required bool Cut { get; init; }
}

/// <summary>A model's times for one number of threads.</summary>
/// <param name="Threads">Threads of a run.</param>
/// <param name="Sustained">The whole time.</param>
/// <param name="Burst">The first second behind an idle one; null if that was not measured.</param>
/// <param name="RunsPerSecond">What the sustained time makes.</param>
/// <param name="GmacS">Billions of multiply-adds a second at the sustained median.</param>
/// <param name="Histogram">How the sustained runs spread.</param>
internal sealed record ThreadResult(int Threads, TimeSummary Sustained, TimeSummary? Burst, double RunsPerSecond, double GmacS, Histogram Histogram);
