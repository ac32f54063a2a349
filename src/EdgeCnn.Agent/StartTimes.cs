using System.Diagnostics;
using System.Globalization;

namespace EdgeCnn.Agent;

/// <summary>Where the time goes between the first line of the program and its first result.</summary>
/// <param name="main">The stopwatch at the program's first line.</param>
internal sealed class StartTimes(long main)
{
    private readonly long main = main;
    private long begin, read, planned, first;

    /// <summary>From the program's first line to the one that opens the model.</summary>
    public double BeforeMs => Ms(main, begin);

    /// <summary>The file: mapped, checked, understood.</summary>
    public double ReadMs => Ms(begin, read);

    /// <summary>Passes, kernels chosen and checked, weights packed, memory placed.</summary>
    public double PlanMs => Ms(read, planned);

    /// <summary>From the plan to the first result: input, camera and first run.</summary>
    public double FirstMs => Ms(planned, first);

    /// <summary>From the program's first line to the first result.</summary>
    public double TotalMs => Ms(main, first);

    /// <summary>The model is about to be opened.</summary>
    public void Begin() => begin = Stopwatch.GetTimestamp();

    /// <summary>The model has been read.</summary>
    public void Read() => read = Stopwatch.GetTimestamp();

    /// <summary>The session is ready.</summary>
    public void Planned() => planned = Stopwatch.GetTimestamp();

    /// <summary>The first result is there; later ones are not asked for.</summary>
    public bool First()
    {
        if (first != 0)
            return false;
        first = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>For example <c>first result 21.4 ms after the start: 1.0 before, read 6.2, plan 8.1, first run 6.1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"first result {TotalMs:F1} ms after the start: {BeforeMs:F1} before, load {ReadMs + PlanMs:F1} (read {ReadMs:F1}, plan {PlanMs:F1}), first run {FirstMs:F1}");

    private static double Ms(long from, long to) => Math.Round((to - from) * 1e3 / Stopwatch.Frequency, 2);
}
