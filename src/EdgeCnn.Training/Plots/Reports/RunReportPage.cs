using System.Globalization;
using System.Text;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Pictures;
using EdgeCnn.Training.Plots.Tables;
using EdgeCnn.Training.Plots.Verdicts;

namespace EdgeCnn.Training.Plots.Reports;

/// <summary>A run as one HTML file that needs nothing else: no script, no other file.</summary>
internal static class RunReportPage
{
    // A matrix of more classes is wider than a page and is scrolled.
    private const int WideMatrix = 8;

    public static string Of(RunReport report)
    {
        StringBuilder html = new StringBuilder().Begin(report.Title);
        Head(html, report);
        Curves(html, report);
        Judgement(html, report);
        Pictures(html, report);
        Inside(html, report);
        Tables(html, report);
        return html.End();
    }

    private static void Head(StringBuilder html, RunReport report)
    {
        html.Element("h1", report.Title);
        if (report.Made is { } made)
            html.Element("p", made, " class=\"note\"");
        if (report.Results.Count > 0)
            html.Append("<div class=\"card big\">").Facts(report.Results).Append("</div>\n");
        if (report.Facts.Count > 0 || report.CommandLine is not null)
        {
            html.Append("<div class=\"card\">");
            if (report.Facts.Count > 0)
                html.Facts(report.Facts);
            if (report.CommandLine is { } line)
                html.Command(line);
            html.Append("</div>\n");
        }

        if (report.Verdict is { } verdict)
            Verdict(html, verdict);
    }

    private static void Verdict(StringBuilder html, Verdict verdict)
    {
        string style = verdict.Kind switch { VerdictKind.Good => "good", VerdictKind.StillImproving or VerdictKind.TooShort => "more", VerdictKind.Diverged => "bad", _ => "warn" };
        html.Append("<div class=\"card verdict ").Append(style).Append("\">").Element("strong", verdict.Headline);
        if (verdict.Findings.Count > 0)
            html.Append("<h3>By these numbers</h3>");
        Items(html, verdict.Findings);
        if (verdict.Proposals.Count > 0)
            html.Append("<h3>Try next</h3>");
        Items(html, verdict.Proposals);
        html.Append("</div>\n");
    }

    private static void Items(StringBuilder html, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        html.Append("<ul>");
        foreach (string item in items)
            html.Element("li", item);
        html.Append("</ul>\n");
    }

    private static void Curves(StringBuilder html, RunReport report)
    {
        html.Append("<h2>Learning curves</h2>\n<div class=\"card\">").Figure(LearningCurves.FigureOf([report.Curves], ""), titled: false).Append("</div>\n");
        if (report.Curves.Epochs.Any(point => double.IsFinite(point.LearningRate) || double.IsFinite(point.GradientNorm)))
            html.Append("<div class=\"card\">").Figure(RateCurves.FigureOf(report.Curves), titled: false).Append("</div>\n");
    }

    private static void Judgement(StringBuilder html, RunReport report)
    {
        if (report.Confusion is { } confusion)
        {
            html.Append("<h2>Class by class</h2>\n");
            if (report.JudgedOn is { } judged)
                html.Element("p", $"Judged on {judged}.", " class=\"note\"");
            ClassTable(html, confusion);
            html.Append("<div class=\"card\">").Figure(ConfusionPicture.FigureOf(confusion), confusion.Classes.Count > WideMatrix ? "scroll" : "matrix").Append("</div>\n");
        }

        if (report.Confidences.Count > 0)
            html.Append("<div class=\"card\">").Figure(ReliabilityDiagram.FigureOf(report.Confidences, report.AnswersRight)).Append("</div>\n");
        if (report.Roc.Count > 0)
            html.Append("<div class=\"card\">").Figure(RocCurves.FigureOf(report.Roc)).Append("</div>\n");
    }

    private static void ClassTable(StringBuilder html, ConfusionCounts confusion)
    {
        html.Append("<div class=\"card long scroll\"><table><thead><tr><th>class</th><th class=\"wide-only\">pictures</th><th>precision</th><th>recall</th><th>F1</th></tr></thead><tbody>\n");
        IReadOnlyList<ClassRow> rows = confusion.ByClass();
        foreach (ClassRow row in rows)
        {
            string share = double.IsFinite(row.F1) ? (100 * row.F1).ToString("0.#", CultureInfo.InvariantCulture) : "0";
            html.Append("<tr>").Append("<td>").Text(row.Name).Append($"</td><td class=\"wide-only\">{ReportMarkup.Count(row.Count)}</td><td>{ReportMarkup.Share(row.Precision)}</td><td>{ReportMarkup.Share(row.Recall)}</td><td>{ReportMarkup.Share(row.F1)}<span class=\"bar\" style=\"--share:{share}%\"></span></td></tr>\n");
        }

        html.Append($"<tr class=\"best\"><td>mean</td><td class=\"wide-only\">{ReportMarkup.Count(confusion.Total)}</td><td>{Mean(row => row.Precision)}</td><td>{Mean(row => row.Recall)}</td><td>{Mean(row => row.F1)}<span class=\"bar\" style=\"visibility:hidden\"></span></td></tr></tbody></table></div>\n");

        string Mean(Func<ClassRow, double> of) => ReportMarkup.Share(rows.Select(of).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
    }

    private static void Pictures(StringBuilder html, RunReport report)
    {
        if (report.Mistakes.Count > 0)
        {
            html.Append("<h2>Mistakes</h2>\n<div class=\"card long\"><p class=\"note\">First what it is, then what was said and how surely.</p><div class=\"tiles wide\">\n");
            foreach (Mistake mistake in report.Mistakes)
                html.Tile(mistake.Picture, mistake.Truth, string.Create(CultureInfo.InvariantCulture, $"→ {mistake.Answer} {100 * mistake.Probability:0}\u00A0%"));
            html.Append("</div></div>\n");
        }

        if (report.Samples.Count > 0)
        {
            html.Append("<h2>Training pictures</h2>\n<div class=\"card long\"><div class=\"tiles\" style=\"margin-top:0\">\n");
            foreach (Sample sample in report.Samples)
                html.Tile(sample.Picture, sample.Label);
            html.Append("</div></div>\n");
        }
    }

    private static void Inside(StringBuilder html, RunReport report)
    {
        if (report.Filters.Count > 0)
            html.Append("<h2>Filters</h2>\n");
        foreach (var (i, bank) in report.Filters.Index())
            Folded(html, FilterGrid.FigureOf(bank), i == 0);
        if (report.Maps.Count > 0)
            html.Append("<h2>Feature maps</h2>\n");
        if (report.Maps.Count > 0 && report.MapPicture is { } picture)
            html.Append("<div class=\"card\" style=\"display:inline-block\">").Tile(picture.Picture, picture.Label).Append("</div>\n");
        foreach (var (i, set) in report.Maps.Index())
            Folded(html, FeatureMapGrid.FigureOf(set), i == 0);
    }

    private static void Folded(StringBuilder html, Figure figure, bool open) =>
        html.Append(open ? "<details class=\"card\" open>" : "<details class=\"card\">").Element("summary", figure.Title).Figure(figure, "", titled: false).Append("</details>\n");

    private static void Tables(StringBuilder html, RunReport report)
    {
        html.Append("<h2>In numbers</h2>\n");
        if (report.Layers.Count > 0)
        {
            html.Append("<details class=\"card\"><summary>Layers</summary><div class=\"scroll\"><table><thead><tr><th>layer</th><th class=\"text wide-only\">kind</th><th class=\"text\">output</th><th>parameters</th><th>multiply-adds</th></tr></thead><tbody>\n");
            foreach (ReportLayer layer in report.Layers)
                html.Append("<tr><td>").Text(layer.Name).Append("</td><td class=\"text wide-only\">").Text(layer.Kind).Append("</td><td class=\"text\">").Text(layer.Output).Append($"</td><td>{ReportMarkup.Count(layer.Parameters)}</td><td>{ReportMarkup.Count(layer.MultiplyAdds)}</td></tr>\n");
            html.Append($"<tr class=\"best\"><td>all</td><td class=\"wide-only\"></td><td></td><td>{ReportMarkup.Count(report.Layers.Sum(layer => layer.Parameters))}</td><td>{ReportMarkup.Count(report.Layers.Sum(layer => layer.MultiplyAdds))}</td></tr></tbody></table></div></details>\n");
        }

        EpochPoint? best = report.Curves.Epochs.Where(point => double.IsFinite(point.ValidationLoss)).MinBy(point => point.ValidationLoss);
        html.Append("<details class=\"card\"><summary>Epochs</summary><div class=\"scroll\"><table><thead><tr><th>epoch</th><th>loss</th><th>accuracy</th><th>val. loss</th><th>val. accuracy</th><th class=\"wide-only\">rate</th><th class=\"wide-only\">gradient</th></tr></thead><tbody>\n");
        foreach (EpochPoint point in report.Curves.Epochs)
            html.Append(point == best ? "<tr class=\"best\">" : "<tr>").Append($"<td>{point.Epoch}</td><td>{ReportMarkup.Share(point.Loss)}</td><td>{ReportMarkup.Share(point.Accuracy)}</td><td>{ReportMarkup.Share(point.ValidationLoss)}</td><td>{ReportMarkup.Share(point.ValidationAccuracy)}</td><td class=\"wide-only\">{(double.IsFinite(point.LearningRate) ? Ticks.Power(point.LearningRate) : "–")}</td><td class=\"wide-only\">{(double.IsFinite(point.GradientNorm) ? point.GradientNorm.ToString("0.###", CultureInfo.InvariantCulture) : "–")}</td></tr>\n");
        html.Append("</tbody></table></div></details>\n");
    }
}
