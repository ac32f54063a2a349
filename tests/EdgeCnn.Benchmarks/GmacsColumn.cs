using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace EdgeCnn.Benchmarks;

/// <summary>Thousand million multiply-adds a second, by the mean time.</summary>
public sealed class GmacsColumn : IColumn
{
    /// <inheritdoc/>
    public string Id => nameof(GmacsColumn);

    /// <inheritdoc/>
    public string ColumnName => "GMAC/s";

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Statistics;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string Legend => "Thousand million multiply-adds a second; for Winograd those of the direct convolution";

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        benchmarkCase.Parameters.Items.Select(item => item.Value).OfType<IKernelCase>().FirstOrDefault() is { } kernel && summary[benchmarkCase]?.ResultStatistics is { } times
            ? (kernel.Macs / times.Mean).ToString("F1", CultureInfo.InvariantCulture)
            : "";

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
