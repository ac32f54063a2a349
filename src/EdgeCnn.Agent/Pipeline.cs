using System.Diagnostics;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent;

/// <summary>The loop: camera → prepare → infer → decide → act → tell. One thread, no allocation once it runs.</summary>
/// <param name="camera">Gives pictures.</param>
/// <param name="classifier">The model.</param>
/// <param name="totals">Counts.</param>
/// <param name="view">What the page may see; null for no page.</param>
/// <param name="hash">Takes all outputs; null for none.</param>
/// <param name="reactions">Rules and actions; null to decide each picture on its own and do nothing.</param>
internal sealed class Pipeline(ICamera camera, Classifier classifier, RunTotals totals, LiveView? view, OutputHash? hash, Reactions? reactions = null)
{
    private readonly Frame frame = new();
    private readonly Decision decision = new(classifier.Contract.Labels.Length);

    /// <summary>Takes pictures until there are no more, the limit is reached or it is cancelled.</summary>
    /// <param name="limit">The most pictures; 0 for no limit.</param>
    /// <param name="tell">Gets each decision; valid until it returns.</param>
    /// <param name="cancellation">Asked before each picture.</param>
    public void Run(long limit, Action<Decision> tell, CancellationToken cancellation)
    {
        for (long done = 0; (limit == 0 || done < limit) && camera.TryCapture(frame, cancellation); done++)
        {
            view?.Captured();
            reactions?.TakeNew(classifier);
            Decide();
            reactions?.Act(decision, frame);
            totals.Add(decision);
            hash?.Add(classifier.Logits, decision.Probabilities);
            view?.Publish(frame, decision, classifier.LastFit, classifier.StepTicks);
            tell(decision);
        }
    }

    private void Decide()
    {
        long start = Stopwatch.GetTimestamp();
        classifier.Prepare(frame.View);
        long prepared = Stopwatch.GetTimestamp();
        classifier.Infer();
        long inferred = Stopwatch.GetTimestamp();
        classifier.Decide(decision);
        reactions?.Decide(decision, frame.CapturedAt);
        long decided = Stopwatch.GetTimestamp();
        decision.Frame = frame.Number;
        decision.Source = frame.Source;
        decision.Truth = frame.Truth is null ? -1 : classifier.Contract.Labels.IndexOf(frame.Truth);
        decision.Times = new StageTimes(Us(frame.CapturedAt, start), Us(start, prepared), Us(prepared, inferred), Us(inferred, decided));
    }

    private static int Us(long from, long to) => (int)Math.Clamp((to - from) * 1_000_000 / Stopwatch.Frequency, 0, int.MaxValue);
}
