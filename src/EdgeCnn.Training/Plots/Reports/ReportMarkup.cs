using System.Globalization;
using System.Text;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Axes;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Reports;

/// <summary>The pieces of which the page is put together.</summary>
internal static class ReportMarkup
{
    private const int LongValue = 24;

    // Twice the width at which the page shows a picture, for dense screens; more would only make the file large.
    private const double MostPixels = 184;

    /// <summary>Begins a page that may load nothing.</summary>
    public static StringBuilder Begin(this StringBuilder html, string title) =>
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
            .Element("title", $"{title} · EdgeCnn").Append("<style>\n").Append(RunReportStyle.Css).Append("\n</style></head><body>\n");

    /// <summary>Ends a page.</summary>
    public static string End(this StringBuilder html) => html.Append("<footer>EdgeCnn</footer>\n</body></html>\n").ToString();

    /// <summary>Adds a command line; a word of it is not broken at its hyphens.</summary>
    public static StringBuilder Command(this StringBuilder html, string line)
    {
        html.Append("<p class=\"note\" style=\"margin-top:12px\">Run it again</p><code>");
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            html.Append("<span>").Text(word).Append("</span> ");
        return html.Append("</code>");
    }

    /// <summary>Adds text that may come from outside.</summary>
    public static StringBuilder Text(this StringBuilder html, string text) => html.Append(Markup.Escape(text));

    /// <summary>Adds an element with nothing but text in it.</summary>
    public static StringBuilder Element(this StringBuilder html, string tag, string text, string attributes = "") =>
        html.Append('<').Append(tag).Append(attributes).Append('>').Text(text).Append("</").Append(tag).Append(">\n");

    /// <summary>Adds a list of names and what they are.</summary>
    public static StringBuilder Facts(this StringBuilder html, IReadOnlyList<ReportFact> facts)
    {
        html.Append("<dl>");
        foreach (ReportFact fact in facts)
            html.Append(fact.Value.Length > LongValue ? "<div class=\"wide\"><dt>" : "<div><dt>").Text(fact.Name).Append("</dt><dd>").Text(fact.Value).Append("</dd></div>");
        return html.Append("</dl>\n");
    }

    /// <summary>Adds a figure: its title and legend as text of the page, its panels as pictures that follow the page's colours.</summary>
    /// <param name="html">The page.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="style">Classes of the panels.</param>
    /// <param name="titled">Whether the figure's own title is shown.</param>
    public static StringBuilder Figure(this StringBuilder html, Figure figure, string style = "chart", bool titled = true)
    {
        if (titled)
            html.Element("h3", figure.Title);
        if (figure.Subtitle is { } subtitle)
            html.Element("p", subtitle, " class=\"note\"");
        if (figure.Legend.Count > 0)
        {
            html.Append("<ul class=\"keys\">");
            foreach (LegendEntry entry in figure.Legend)
                html.Append("<li>").Append(Key(entry)).Text(entry.Name).Append("</li>");
            html.Append("</ul>\n");
        }

        html.Append("<div class=\"panels ").Append(style).Append(figure.Columns == 1 ? " one\">\n" : "\">\n");
        foreach (Plot panel in figure.Panels)
            html.Append(panel.ToThemedSvg());
        return html.Append("</div>\n");
    }

    /// <summary>Adds a picture with lines under it.</summary>
    public static StringBuilder Tile(this StringBuilder html, Image picture, string line, string? strong = null)
    {
        html.Append("<figure><img").Append(picture.Width < MostPixels / 2 ? " class=\"dots\"" : "").Append(" alt=\"").Text(line).Append("\" src=\"").Append(SvgWriter.DataUri(PicturePaint.Fit(picture, MostPixels))).Append("\">").Text(line);
        if (strong is not null)
            html.Append("<b>").Text(strong).Append("</b>");
        return html.Append("</figure>\n");
    }

    /// <summary>Three or four figures, or a dash.</summary>
    public static string Share(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Key(LegendEntry entry)
    {
        var mark = new Plot(SeriesMark.Width, 14, entry.Name);
        if (entry.Style is { } style)
            SeriesMark.DrawKey(mark, entry.Ink, style, 0, 7);
        else
            mark.Rectangle(new Box(5, 1, 13, 12), entry.Ink, 2);
        return mark.ToThemedSvg();
    }
}
