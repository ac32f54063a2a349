using EdgeCnn.Tools.Race.Contenders;
using EdgeCnn.Tools.Race.Models;
using EdgeCnn.Tools.Race.Reports;

namespace EdgeCnn.Tools.Race;

/// <summary>Races all contenders over one model: starts, warm-up, rounds in turn, comparison of outputs.</summary>
/// <param name="options">Rounds, threads, kernels.</param>
/// <param name="library">ONNX Runtime's library.</param>
/// <param name="ncnn">The third one, or null.</param>
internal sealed class ModelRace(RaceOptions options, string library, NcnnBenchmark? ncnn)
{
    private const int Starts = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(40);

    public ModelResult Run(RaceModel model)
    {
        var lanes = new List<Lane>();
        var copies = new List<Contender>();
        try
        {
            foreach (int threads in options.Threads)
                lanes.Add(new Lane(threads, Ours(model, threads), Rival(model, threads)));
            // All one-thread sessions of ours that the ceiling needs, of which the first is also timed alone.
            for (int most = options.Threads.Max(); most > 1 && copies.Count < most;)
                copies.Add(Ours(model, 1));
            foreach (Contender contender in lanes.SelectMany(lane => (Contender[])[lane.Ours, lane.Rival]).Concat(copies))
                contender.WarmUp(RoundTime);
            Agreement agreement = Agree(model, lanes[0]);
            Start[] starts = [.. Enumerable.Range(1, Starts - 1).Select(_ => StartBoth(model, lanes[0].Threads))];
            Rounds(model, lanes, copies);
            return new ModelResult(model.Name, model.IsInt8 ? "int8" : "float", model.MultiplyAdds, agreement, StepProfile.OutsideGemm(model, options.Kernels), [.. lanes.Select(lane => lane.Result(starts))]);
        }
        finally
        {
            foreach (Contender contender in lanes.SelectMany(lane => (Contender[])[lane.Ours, lane.Rival]).Concat(copies))
                contender.Dispose();
        }
    }

    private void Rounds(RaceModel model, List<Lane> lanes, List<Contender> copies)
    {
        List<Action> turns = [];
        foreach (Lane lane in lanes)
        {
            turns.Add(() => lane.OursTimes.Add(lane.Ours.Round()));
            turns.Add(() => lane.RivalTimes.Add(lane.Rival.Round()));
            if (ncnn is not null)
                turns.Add(() => lane.NcnnUs.AddRange(ncnn.Round(model, lane.Threads)));
            if (lane.Threads > 1)
            {
                turns.Add(() => lane.AloneUs.Add(copies[0].Round().WallUs));
                turns.Add(() => lane.TogetherUs.Add(Contender.RoundAtOnce(copies[..lane.Threads])));
            }
        }

        // Each one has each place in the order, so that no one always follows the same other one.
        for (int round = 0; round < options.Rounds; round++)
        {
            for (int turn = 0; turn < turns.Count; turn++)
                turns[(round + turn) % turns.Count]();
        }
    }

    private static Agreement Agree(RaceModel model, Lane lane)
    {
        string folder = Path.GetDirectoryName(model.Ecnn)!;
        return model.Compare(lane.Ours.Outputs(Path.Combine(folder, "ours.out")), lane.Rival.Outputs(Path.Combine(folder, "rival.out")));
    }

    private Start StartBoth(RaceModel model, int threads)
    {
        using Contender ours = Ours(model, threads), rival = Rival(model, threads);
        return new Start((ours.LoadMs, ours.FirstMs), (rival.LoadMs, rival.FirstMs));
    }

    private Contender Ours(RaceModel model, int threads) => new("ours", model.Ecnn, model.OurInputs, threads, options.Kernels);

    private Contender Rival(RaceModel model, int threads) => new(library, model.Onnx, model.OnnxInputs, threads, null);

    private sealed record Start((double Load, double First) Ours, (double Load, double First) Rival);

    private sealed record Lane(int Threads, Contender Ours, Contender Rival)
    {
        public List<RoundTime> OursTimes { get; } = [];

        public List<RoundTime> RivalTimes { get; } = [];

        public List<double> NcnnUs { get; } = [];

        public List<double> AloneUs { get; } = [];

        public List<double> TogetherUs { get; } = [];

        public LaneResult Result(IReadOnlyList<Start> starts) => new(
            Threads,
            Of(Ours, OursTimes, [.. starts.Select(start => start.Ours)]),
            Of(Rival, RivalTimes, [.. starts.Select(start => start.Rival)]),
            NcnnUs.Count > 0 ? Spread.Of(NcnnUs) : null,
            Spread.Of(OursTimes.Zip(RivalTimes, (ours, rival) => ours.WallUs / rival.WallUs)),
            TogetherUs.Count > 0 ? new Ceiling(Spread.Of(TogetherUs), Spread.Of(AloneUs).Median, Threads) : null);

        // Starts are of the first lane; more threads hardly change them, and each lane adds its own.
        private static EngineResult Of(Contender contender, List<RoundTime> times, (double Load, double First)[] starts) => new(
            contender.Name,
            contender.RoundRuns,
            Spread.Of(times.Select(time => time.WallUs)),
            Spread.Of(times.Select(time => time.ProcessorUs)).Median,
            Spread.Of(starts.Select(start => start.Load).Append(contender.LoadMs)).Median,
            Spread.Of(starts.Select(start => start.First).Append(contender.FirstMs)).Median,
            contender.PeakBytes,
            contender.HostBytes);
    }
}
