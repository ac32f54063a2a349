using System.Globalization;
using System.Text;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Training.Plots.Reports;

/// <summary>A comparison as one HTML file that needs nothing else; it links to the pages of its runs.</summary>
internal static class SweepReportPage
{
    public static string Of(SweepReport report)
    {
        StringBuilder html = new StringBuilder().Begin(report.Title).Element("h1", report.Title);
        if (report.Common.Count > 0 || report.CommandLine is not null)
        {
            html.Append("<div class=\"card\">");
            if (report.Common.Count > 0)
                html.Facts(report.Common);
            if (report.CommandLine is { } line)
                html.Command(line);
            html.Append("</div>\n");
        }

        html.Append("<h2>Variants</h2>\n");
        Table(html, report);
        html.Append("<h2>Learning curves</h2>\n<div class=\"card\">").Figure(LearningCurves.FigureOf(report.Curves, ""), titled: false).Append("</div>\n");
        Verdicts(html, report.Verdicts);
        Pages(html, report.Pages);
        return html.End();
    }

    private static void Table(StringBuilder html, SweepReport report)
    {
        html.Append("<div class=\"card scroll\"><table><thead><tr><th>variant</th>");
        foreach (SweepColumn column in report.Columns)
            html.Append("<th>").Text(column.Name).Append("</th>");
        html.Append("<th class=\"text\">verdict</th></tr></thead><tbody>\n");
        double[] best = [.. report.Columns.Select((column, i) => SweepTable.Best(column, report.Rows.Select(row => row.Values[i])))];
        foreach (SweepRow row in report.Rows)
        {
            html.Append("<tr><td>").Text(row.Name).Append("</td>");
            for (int i = 0; i < best.Length; i++)
            {
                string text = double.IsNaN(row.Values[i]) ? "–" : row.Values[i].ToString(report.Columns[i].Format, CultureInfo.InvariantCulture).Replace('-', '−');
                html.Append(row.Values[i] == best[i] && report.Rows.Count > 1 ? "<td style=\"font-weight:650;color:var(--good)\">" : "<td>").Text(text).Append("</td>");
            }

            html.Append("<td class=\"text\">").Text(row.Note ?? "").Append("</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static void Verdicts(StringBuilder html, IReadOnlyList<ReportFact> verdicts)
    {
        if (verdicts.Count == 0)
            return;
        html.Append("<h2>What the curves say</h2>\n<div class=\"card\">");
        foreach (ReportFact verdict in verdicts)
            html.Append("<p style=\"margin-bottom:6px\"><b>").Text(verdict.Name).Append("</b>: ").Text(verdict.Value).Append("</p>");
        html.Append("</div>\n");
    }

    private static void Pages(StringBuilder html, IReadOnlyList<ReportFact> pages)
    {
        if (pages.Count == 0)
            return;
        html.Append("<h2>Runs</h2>\n<div class=\"card\"><ul>");
        foreach (ReportFact page in pages)
            html.Append("<li><a href=\"").Text(page.Value).Append("\">").Text(page.Name).Append("</a></li>");
        html.Append("</ul></div>\n");
    }
}
