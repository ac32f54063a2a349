using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeCnn.Tools.Race.Reports;

/// <summary>All results of one race, with what must stand beside a time for it to mean anything.</summary>
internal sealed class RaceReport(RaceOptions options, IReadOnlyList<ModelResult> models)
{
    /// <summary>Models of at most so many multiply-adds count as small.</summary>
    private const long SmallMacs = 15_000_000;

    public IReadOnlyList<ModelResult> Models => models;

    public int Rounds => options.Rounds;

    public string Rival => models.SelectMany(model => model.Lanes).Select(lane => lane.Rival.Name).FirstOrDefault() ?? "";

    public string Kernels => models.SelectMany(model => model.Lanes).Select(lane => lane.Ours.Name).FirstOrDefault() ?? "";

    public string Processor { get; } = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ", 2)[^1] ?? $"{RuntimeInformation.ProcessArchitecture}";

    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    /// <summary>Runnable programs of the last minute, this one's included: beyond 1 others disturb.</summary>
    public double Load { get; } = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>True if our code was compiled ahead of time, as the board's program is.</summary>
    public bool ReadyToRun { get; } = ReadyToRunImage.Is(typeof(EdgeCnn.Runtime.InferenceSession).Assembly.Location);

    /// <summary>Geometric means of the ratio, by type and number of threads; models whose outputs differ do not count.</summary>
    public IEnumerable<MeanRatio> Means()
    {
        foreach (int threads in options.Threads)
        {
            foreach (var (name, fits) in ((string, Func<ModelResult, bool>)[])[
                ("float", model => model.Type == "float"),
                ("int8", model => model.Type == "int8"),
                ("int8 under 15M", model => model.Type == "int8" && model.MultiplyAdds < SmallMacs)])
            {
                LaneResult[] lanes = [.. models.Where(model => fits(model) && model.Agreement.Equal).Select(model => model.Lanes.First(lane => lane.Threads == threads))];
                if (lanes.Length > 0)
                    yield return new MeanRatio(name, threads, lanes.Length, Spread.GeometricMean(lanes.Select(lane => lane.Ratio)), lanes.Max(lane => lane.Ratio), Spread.GeometricMean(lanes.Select(lane => lane.ProcessorRatio)));
            }
        }
    }
}

/// <summary>Several models' ratios as one number.</summary>
/// <param name="Models">Which ones.</param>
/// <param name="Threads">Threads of both engines.</param>
/// <param name="Count">How many.</param>
/// <param name="Mean">Geometric mean.</param>
/// <param name="Worst">The largest ratio.</param>
/// <param name="ProcessorMean">Geometric mean of the ratios of time on processors.</param>
internal sealed record MeanRatio(string Models, int Threads, int Count, double Mean, double Worst, double ProcessorMean);
