using System.Diagnostics;
using System.Globalization;
using System.Runtime;

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

    /// <summary>What the compiler took of all that, where code was not compiled beforehand; before the first line too.</summary>
    public double CompileMs { get; private set; }

    /// <summary>How many methods that was.</summary>
    public int CompiledMethods { get; private set; }

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
        CompileMs = Math.Round(JitInfo.GetCompilationTime().TotalMilliseconds, 2);
        CompiledMethods = (int)JitInfo.GetCompiledMethodCount();
        return true;
    }

    /// <summary>For example <c>first result 21.4 ms after the start: 1.0 before, read 6.2, plan 8.1, first run 6.1; 300 methods compiled in 12.0 ms</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"first result {TotalMs:F1} ms after the start: {BeforeMs:F1} before, load {ReadMs + PlanMs:F1} (read {ReadMs:F1}, plan {PlanMs:F1}), first run {FirstMs:F1}; {CompiledMethods} methods compiled in {CompileMs:F1} ms");

    private static double Ms(long from, long to) => Math.Round((to - from) * 1e3 / Stopwatch.Frequency, 2);
}
