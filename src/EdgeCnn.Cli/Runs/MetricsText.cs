using System.Globalization;
using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Cli.Runs;

/// <summary>Metrics in words, and as the members of a JSON document; those that the task does not have are left out.</summary>
internal static class MetricsText
{
    /// <summary>For example: macro F1 0.9120, calibration error 0.0310.</summary>
    public static string Line(TestMetrics metrics)
    {
        IEnumerable<string> figures = Figures(metrics).Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Title} {figure.Value:F4}"));
        IEnumerable<string> levels = (metrics.Levels ?? []).Select(level => string.Create(CultureInfo.InvariantCulture, $"level {level.Level} ({level.Nodes} nodes) {100 * level.Top1:F2} % right"));
        return string.Join(", ", figures.Concat(levels));
    }

    /// <summary>By their names, as a serializer takes them.</summary>
    public static IReadOnlyDictionary<string, object> Document(TestMetrics metrics)
    {
        var document = new Dictionary<string, object> { ["top1"] = metrics.Top1 };
        foreach (var (name, _, value) in Figures(metrics))
            document[name] = value;
        if (metrics.Levels is { } levels)
            document["levels"] = levels;
        document["classes"] = metrics.Classes.Select(row => new { row.Name, row.Count, precision = Finite(row.Precision), recall = Finite(row.Recall), f1 = Finite(row.F1) }).ToArray();
        return document;
    }

    // JSON has no NaN.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static IEnumerable<(string Name, string Title, double Value)> Figures(TestMetrics metrics) =>
        new (string Name, string Title, double? Value)[]
        {
            ("top5", "top 5", metrics.Top5),
            ("macroF1", "macro F1", metrics.MacroF1),
            ("microF1", "micro F1", metrics.MicroF1),
            ("auc", "ROC area", metrics.Auc),
            ("macroAuc", "mean ROC area", metrics.MacroAuc),
            ("ece", "calibration error", metrics.Ece),
        }.Where(figure => figure.Value is not null).Select(figure => (figure.Name, figure.Title, figure.Value!.Value));
}
