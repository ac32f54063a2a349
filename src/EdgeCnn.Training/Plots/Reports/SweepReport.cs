using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Training.Plots.Reports;

/// <summary>All that the page of a comparison shows.</summary>
public sealed record SweepReport
{
    /// <summary>What is compared.</summary>
    public required string Title { get; init; }

    /// <summary>The command that runs it again, or null.</summary>
    public string? CommandLine { get; init; }

    /// <summary>What all variants share.</summary>
    public IReadOnlyList<ReportFact> Common { get; init; } = [];

    /// <summary>At least one.</summary>
    public required IReadOnlyList<SweepColumn> Columns { get; init; }

    /// <summary>At least one, each with a number for every column.</summary>
    public required IReadOnlyList<SweepRow> Rows { get; init; }

    /// <summary>A run for each row that has one.</summary>
    public required IReadOnlyList<RunCurves> Curves { get; init; }

    /// <summary>What the curves of each row say.</summary>
    public IReadOnlyList<ReportFact> Verdicts { get; init; } = [];

    /// <summary>Pages of the runs, as (what is shown, address beside this page).</summary>
    public IReadOnlyList<ReportFact> Pages { get; init; } = [];

    /// <summary>The page as one HTML text: no script, no other file.</summary>
    public string ToHtml() => SweepReportPage.Of(this);

    /// <summary>Writes the page in full or not at all.</summary>
    /// <exception cref="EdgeCnnException">The file cannot be written (<see cref="ExitCode.Device"/>).</exception>
    public void Save(string path)
    {
        byte[] page = System.Text.Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(page));
    }
}
