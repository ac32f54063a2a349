using System.Diagnostics;
using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Tuning;

/// <summary>Times every kernel that accepts a layer, at each layer's shape and in its place among the others.</summary>
/// <remarks>
/// The whole network runs, once with the first candidate of every layer, once with the second, and so on, round by round, so that
/// a slow moment of the machine meets all of them. One session is there at a time: a board has no memory for the packed weights of all.
/// </remarks>
/// <param name="graph">The network.</param>
/// <param name="options">How its sessions are made; what it says of kernels holds: a choice is the pick, kernels that are left out stay out.</param>
public sealed class KernelTrial(NetworkGraph graph, SessionOptions options)
{
    /// <summary>Rounds, over which the time is spread.</summary>
    public const int Rounds = 3;

    /// <summary>Runs of a candidate in a round before any time is looked at.</summary>
    public const int LeastRuns = 3;

    /// <summary>Runs all candidates.</summary>
    /// <param name="time">How long all rounds may take together; each candidate is run at least <see cref="Rounds"/>·<see cref="LeastRuns"/> times, however long that takes.</param>
    /// <param name="prepare">Gives a session its inputs before each run, which writes over them.</param>
    /// <param name="cancellation">Asked before each run.</param>
    /// <exception cref="EdgeCnnException">The network cannot be planned.</exception>
    public IReadOnlyList<LayerTrial> Run(TimeSpan time, Action<InferenceSession> prepare, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        PlanSummary plan = InferenceSession.Create(graph, options).Plan;
        var ticks = new Dictionary<(int Step, string Kernel), (long Least, int Runs)>();
        int ranks = plan.Steps.Select(Choices).DefaultIfEmpty().Max();
        for (int round = 0; round < Rounds; round++)
        {
            for (int rank = 0; rank < ranks; rank++)
            {
                InferenceSession session = InferenceSession.Create(graph, options with { Profile = true, KernelChoices = OfRank(plan, rank) });
                Time(session, time / (Rounds * ranks), prepare, ticks, cancellation);
            }
        }

        return
        [
            .. plan.Steps.Where(step => !step.Candidates.IsEmpty).Select(step => new LayerTrial(step.Node, step.Op, step.Output, step.MultiplyAdds, step.Kernel,
            [
                .. step.Candidates.Where(kernel => ticks.ContainsKey((step.Index, kernel))).Select(kernel => new KernelTime(kernel, Microseconds(ticks[(step.Index, kernel)].Least), ticks[(step.Index, kernel)].Runs)),
            ])),
        ];

        // A name that two nodes share would choose for both; such nodes keep the planner's pick.
        int Choices(PlanStepSummary step) => IsAlone(plan, step) ? Math.Max(1, step.Candidates.Length) : 1;
    }

    /// <summary>True if the node's name is its own, so that a choice can be made for it.</summary>
    internal static bool IsAlone(PlanSummary plan, PlanStepSummary step) => plan.Steps.Count(other => other.Node == step.Node) == 1;

    private static Dictionary<string, string> OfRank(PlanSummary plan, int rank) => plan.Steps
        .Where(step => !step.Candidates.IsEmpty && IsAlone(plan, step))
        .ToDictionary(step => step.Node, step => rank < step.Candidates.Length ? step.Candidates[rank] : step.Kernel);

    private static void Time(InferenceSession session, TimeSpan time, Action<InferenceSession> prepare, Dictionary<(int Step, string Kernel), (long Least, int Runs)> ticks, CancellationToken cancellation)
    {
        PlanSummary plan = session.Plan;
        prepare(session);
        session.Run();
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < LeastRuns || Stopwatch.GetElapsedTime(begin) < time; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            prepare(session);
            session.Run();
            for (int step = 0; step < plan.Steps.Length; step++)
            {
                (int, string) key = (step, plan.Steps[step].Kernel);
                var (least, runs) = ticks.GetValueOrDefault(key, (long.MaxValue, 0));
                ticks[key] = (Math.Min(least, session.StepTicks[step]), runs + 1);
            }
        }
    }

    private static double Microseconds(long ticks) => Math.Round(ticks * 1e6 / Stopwatch.Frequency, 2);
}
