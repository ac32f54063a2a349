namespace EdgeCnn.Tools.Report;

/// <summary>What is demanded of a race by instructions.</summary>
internal static class RaceChecks
{
    private const double MostOfEach = 1.0, MostOnAverage = 0.85;

    // Both computed the same thing: far more than codes that round differently may change, far less than a wrong result.
    private const double MostDifference = 0.1;

    private static readonly (string Cpu, bool IsInt8)[] Held = [("cortex-a72", true), ("cortex-a76", true), ("cortex-a72", false)];

    public static IReadOnlyList<Check> Check(IReadOnlyList<RaceModel> models, IReadOnlyList<Mean> means)
    {
        var each = from held in Held
                   from model in models.Where(model => model.IsInt8 == held.IsInt8)
                   let entry = model.On(held.Cpu)
                   where entry is not null
                   select new Check($"{model.Model} on {held.Cpu}: at most {MostOfEach:F2} of the rival's instructions", entry.Ratio <= MostOfEach, $"{entry.Ratio:F2}");
        var average = means.Where(mean => Held.Contains((mean.Cpu, mean.IsInt8)))
            .Select(mean => new Check($"{(mean.IsInt8 ? "int8" : "float")} on {mean.Cpu}: at most {MostOnAverage:F2} in the geometric mean", mean.Ratio <= MostOnAverage, $"{mean.Ratio:F2}"));
        var same = models.SelectMany(model => model.Entries, (model, entry) =>
            new Check($"{model.Model} on {entry.Cpu}: the same answer", entry.Difference <= MostDifference, $"differs by {entry.Difference:P2}"));
        return [.. each, .. average, .. same];
    }
}
