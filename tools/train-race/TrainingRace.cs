using System.Globalization;
using System.Text.Json;

namespace EdgeCnn.TrainRace;

/// <summary>The rounds and their report.</summary>
internal sealed class TrainingRace(RaceOptions options)
{
    private readonly List<object> results = [];

    public int Run()
    {
        foreach (string model in options.Models)
        {
            foreach (int threads in options.Threads)
                Race(model, threads);
        }

        string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(new { options.Rounds, options.Steps, load, results }, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
        else
            Console.WriteLine($"{options.Rounds} rounds of {options.Steps} steps, load {load} at the end");
        return 0;
    }

    private void Race(string model, int threads)
    {
        using Contender ours = Contender.Ours(model, threads), contiguous = Contender.PyTorch(model, threads, false), last = Contender.PyTorch(model, threads, true);
        Contender[] all = [ours, contiguous, last];
        if (all.Any(contender => contender.Parameters != ours.Parameters))
            throw new InvalidOperationException($"{model}: the networks differ: {string.Join(", ", all.Select(contender => $"{contender.Name} {contender.Parameters}"))} parameters.");
        Contender[] copies = threads > 1 ? [.. Enumerable.Range(0, threads).Select(_ => Contender.Ours(model, 1))] : [];
        var ceilings = new List<double>();
        for (int round = -1; round < options.Rounds; round++)
        {
            // The first one warms up.
            foreach (Contender contender in all)
            {
                double rate = Rate(model, [contender]);
                if (round >= 0)
                    contender.Rates.Add(rate);
            }

            if (copies.Length > 0 && Rate(model, copies) is var together && round >= 0)
                ceilings.Add(together);
        }

        Report(model, threads, ours, [contiguous, last], ceilings);
        foreach (Contender copy in copies)
            copy.Dispose();
    }

    private double Rate(string model, Contender[] together)
    {
        foreach (Contender contender in together)
            contender.Begin(options.Steps);
        double[] seconds = [.. together.Select(contender => contender.End())];
        return options.Steps * Worker.Batch(model) * together.Length / seconds.Max();
    }

    private void Report(string model, int threads, Contender ours, Contender[] rivals, List<double> ceilings)
    {
        Contender best = rivals.MaxBy(rival => Median(rival.Rates))!;
        double[] ratios = [.. ours.Rates.Zip(best.Rates, (a, b) => a / b)];
        double[] shares = [.. ours.Rates.Zip(ceilings, (a, b) => a / b)];
        double peak = ours.PeakBytes / 1048576.0, rivalPeak = rivals.Min(rival => rival.PeakBytes) / 1048576.0;
        results.Add(new
        {
            model,
            threads,
            batch = Worker.Batch(model),
            ours.Parameters,
            ours = Median(ours.Rates),
            rivals = rivals.ToDictionary(rival => rival.Name, rival => Median(rival.Rates)),
            ratio = Median(ratios),
            ratioQuartiles = (double[])[Quantile(ratios, 0.25), Quantile(ratios, 0.75)],
            ceiling = ceilings.Count > 0 ? Median(ceilings) : (double?)null,
            shareOfCeiling = shares.Length > 0 ? Median(shares) : (double?)null,
            peakMiB = peak,
            rivalPeakMiB = rivalPeak,
        });
        if (options.Json)
            return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}, batch {Worker.Batch(model)}, {threads} thread{(threads > 1 ? "s" : "")}: {Median(ours.Rates):F0} pictures/s, {string.Join(", ", rivals.Select(rival => string.Create(CultureInfo.InvariantCulture, $"{rival.Name} {Median(rival.Rates):F0}")))}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {Median(ratios):F2} times the better one (quartiles {Quantile(ratios, 0.25):F2} to {Quantile(ratios, 0.75):F2}), peak memory {peak:F0} MiB, theirs {rivalPeak:F0} MiB"));
        if (shares.Length > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {100 * Median(shares):F0} % of {threads} copies on one thread each ({Median(ceilings):F0} pictures/s)"));
    }

    private static double Median(IReadOnlyList<double> values) => Quantile(values, 0.5);

    private static double Quantile(IReadOnlyList<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double at = share * (sorted.Length - 1);
        int low = (int)at;
        return sorted[low] + ((at - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]));
    }
}
