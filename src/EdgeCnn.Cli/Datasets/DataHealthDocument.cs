using EdgeCnn.Training.Data.Health;

namespace EdgeCnn.Cli.Datasets;

/// <summary>A health report for programs.</summary>
internal static class DataHealthDocument
{
    private const int Listed = 100; // of a set with a hundred thousand copies, a list of all would help nobody

    public static object Of(DataHealth health) => new
    {
        data = health.Name,
        sound = health.IsSound,
        parts = health.Parts.Select(part => new
        {
            part = Lower(part.Part),
            part.Pictures,
            part.Unlabelled,
            classes = part.Classes,
            imbalance = Math.Round(part.Imbalance, 3),
            sizes = part.Sizes.Take(Listed),
            sizeCount = part.Sizes.Count,
            part.Grey,
            mean = part.Mean.Select(value => Math.Round(value, 6)),
            std = part.Std.Select(value => Math.Round(value, 6)),
            blank = part.Blank.Take(Listed),
            unreadableCount = part.Unreadable.Count,
            unreadable = part.Unreadable.Take(Listed),
        }),
        duplicateCount = health.Duplicates.Count,
        leakCount = health.Duplicates.Count(duplicate => duplicate.Leaks),
        contradictionCount = health.Duplicates.Count(duplicate => duplicate.Contradicts),
        duplicates = health.Duplicates.OrderByDescending(duplicate => duplicate.Leaks).Take(Listed).Select(duplicate => new
        {
            duplicate.Leaks,
            duplicate.Contradicts,
            copies = duplicate.Copies.Select(copy => new { part = Lower(copy.Part), copy.Index, copy.Name, copy.Label }),
        }),
        warnings = health.Warnings.Select(warning => new { warning.Kind, failure = warning.IsFailure, warning.Message }),
    };

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();
}
