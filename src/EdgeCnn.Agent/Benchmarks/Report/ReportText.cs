using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeCnn.Agent.Benchmarks.Report;

/// <summary>Numbers and texts of the page.</summary>
internal static class ReportText
{
    /// <summary>Text that may come from a model's file, made harmless.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A place in a picture.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Three figures, in microseconds, milliseconds or seconds.</summary>
    public static string Time(double us) => us switch
    {
        < 999.5 => $"{Figures(us)} µs",
        < 999_500 => $"{Figures(us / 1e3)} ms",
        _ => $"{Figures(us / 1e6)} s",
    };

    /// <summary>Three figures; all of them before the point.</summary>
    public static string Figures(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    /// <summary>A share of one.</summary>
    public static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Adds a name and what it is to a list.</summary>
    public static StringBuilder Fact(this StringBuilder html, string name, string? value) =>
        value is null ? html : html.Append("<div><dt>").Append(Html(name)).Append("</dt><dd>").Append(Html(value)).Append("</dd></div>");
}
