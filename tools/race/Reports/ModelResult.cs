using EdgeCnn.Tools.Race.Models;

namespace EdgeCnn.Tools.Race.Reports;

/// <summary>What became of one model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Type"><c>float</c> or <c>int8</c>.</param>
/// <param name="MultiplyAdds">Of one run.</param>
/// <param name="Agreement">Whether both engines computed the same.</param>
/// <param name="OutsideGemm">The share of a run's time in steps that are no matrix products; null where it was not asked for.</param>
/// <param name="Lanes">A result for each number of threads.</param>
internal sealed record ModelResult(string Model, string Type, long MultiplyAdds, Agreement Agreement, double? OutsideGemm, IReadOnlyList<LaneResult> Lanes);

/// <summary>One model at one number of threads.</summary>
/// <param name="Threads">As asked for.</param>
/// <param name="Ours">This tree's runtime.</param>
/// <param name="Rival">ONNX Runtime.</param>
/// <param name="NcnnUs">Microseconds of ncnn, or null.</param>
/// <param name="RoundRatio">Ours over the rival's, round by round.</param>
/// <param name="Ceiling">What more threads can give at best, or null for one.</param>
internal sealed record LaneResult(int Threads, EngineResult Ours, EngineResult Rival, Spread? NcnnUs, Spread RoundRatio, Ceiling? Ceiling)
{
    /// <summary>Ours over the rival's: of the medians.</summary>
    public double Ratio => Ours.Us.Median / Rival.Us.Median;

    /// <summary>The same of the time on processors, which other programs hardly change.</summary>
    public double ProcessorRatio => Ours.ProcessorUs / Rival.ProcessorUs;
}

/// <summary>One engine.</summary>
/// <param name="Name">Kernel set or version.</param>
/// <param name="RoundRuns">Runs of one round.</param>
/// <param name="Us">Microseconds of a run.</param>
/// <param name="ProcessorUs">Median microseconds on processors of a run, all threads together.</param>
/// <param name="LoadMs">From file to ready, the median of several processes.</param>
/// <param name="FirstMs">The first run, the median of several processes.</param>
/// <param name="PeakBytes">Resident memory at the end; what the bare host has taken before is in <paramref name="HostBytes"/>.</param>
/// <param name="HostBytes">Resident memory of the .NET process before the engine was loaded.</param>
internal sealed record EngineResult(string Name, int RoundRuns, Spread Us, double ProcessorUs, double LoadMs, double FirstMs, long PeakBytes, long HostBytes);

/// <summary>What this machine gives as many independent one-thread copies at once.</summary>
/// <param name="Us">Microseconds of a copy's run while all run.</param>
/// <param name="OneThreadUs">Microseconds of a run alone, taken in the same rounds.</param>
/// <param name="Copies">How many.</param>
internal sealed record Ceiling(Spread Us, double OneThreadUs, int Copies)
{
    /// <summary>How much faster than one thread threads can be at best.</summary>
    public double Speedup => Copies * OneThreadUs / Us.Median;
}
