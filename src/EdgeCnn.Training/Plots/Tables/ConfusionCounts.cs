using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Training.Plots.Tables;

/// <summary>How often which class was taken for which.</summary>
public sealed class ConfusionCounts
{
    /// <summary>Wraps counts.</summary>
    /// <param name="classes">The names, at least one.</param>
    /// <param name="counts">[truth, answer], not negative.</param>
    /// <exception cref="ArgumentException">The counts are no square of the names' number, or one is negative.</exception>
    public ConfusionCounts(IReadOnlyList<string> classes, int[,] counts)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(counts);
        if (classes.Count == 0 || counts.GetLength(0) != classes.Count || counts.GetLength(1) != classes.Count)
            throw new ArgumentException($"{classes.Count} classes need as many rows and columns, got {counts.GetLength(0)}x{counts.GetLength(1)}.", nameof(counts));
        if (counts.Cast<int>().Any(count => count < 0))
            throw new ArgumentException("A count cannot be negative.", nameof(counts));
        Classes = classes;
        Counts = counts;
    }

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>All counts.</summary>
    public int[,] Counts { get; } // [truth, answer]

    /// <summary>All pictures.</summary>
    public long Total => Counts.Cast<int>().Sum(count => (long)count);

    /// <summary>Pictures of a class.</summary>
    public long RowSum(int truth) => Enumerable.Range(0, Classes.Count).Sum(answer => (long)Counts[truth, answer]);

    /// <summary>Pictures called so.</summary>
    public long ColumnSum(int answer) => Enumerable.Range(0, Classes.Count).Sum(truth => (long)Counts[truth, answer]);

    /// <summary>Pictures that were called what they are.</summary>
    public long Right => Enumerable.Range(0, Classes.Count).Sum(i => (long)Counts[i, i]);

    /// <summary>One row for each class.</summary>
    public IReadOnlyList<ClassRow> ByClass() => [.. Classes.Select((name, i) => ClassRow.Of(name, new AnswerCounts(Counts[i, i], ColumnSum(i) - Counts[i, i], RowSum(i) - Counts[i, i])))];

    /// <summary>The pairs that were confused most often, most first.</summary>
    public IReadOnlyList<(string Truth, string Answer, int Count)> Confused(int most) =>
        [.. Enumerable.Range(0, Classes.Count).SelectMany(truth => Enumerable.Range(0, Classes.Count), (truth, answer) => (truth, answer))
            .Where(pair => pair.truth != pair.answer && Counts[pair.truth, pair.answer] > 0)
            .OrderByDescending(pair => Counts[pair.truth, pair.answer]).Take(most)
            .Select(pair => (Classes[pair.truth], Classes[pair.answer], Counts[pair.truth, pair.answer]))];
}
