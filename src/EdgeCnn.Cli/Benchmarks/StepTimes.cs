using System.Globalization;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>The times of a session's steps, run by run.</summary>
/// <param name="session">A session that was made with <see cref="SessionOptions.Profile"/>.</param>
internal sealed class StepTimes(InferenceSession session)
{
    private readonly List<double>[] times = [.. session.Plan.Steps.Select(_ => new List<double>())];

    /// <summary>Adds the last run.</summary>
    public void Add()
    {
        double[] run = Read(session.Describe());
        for (int i = 0; i < times.Length; i++)
            times[i].Add(run[i]);
    }

    /// <summary>The steps with their median times.</summary>
    public IReadOnlyList<BenchLayer> Layers() =>
        [.. session.Plan.Steps.Zip(times, (step, us) => new BenchLayer(step.Node, step.Op, step.Kernel, Median(us), step.MultiplyAdds))];

    /// <summary>The microseconds of all steps in a plan's table, which ends each step's row with them: what a session tells of them is this table.</summary>
    public static double[] Read(string table)
    {
        // A line that names the model, the heads of the columns, a row for each step, a line of sums.
        string[] lines = table.TrimEnd().Split('\n');
        return lines[1].EndsWith("µs", StringComparison.Ordinal)
            ? [.. lines[2..^1].Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))]
            : throw new ArgumentException("The table holds no times; the session was made without a profile.", nameof(table));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count > 0 ? values[values.Count / 2] : 0;
    }
}
