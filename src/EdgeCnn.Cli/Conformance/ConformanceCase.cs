using System.Text.Json.Serialization;

namespace EdgeCnn.Cli.Conformance;

/// <summary>What became of one test folder.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Result">passed, failed or unsupported.</param>
/// <param name="Reason">Why not: the first differing element, or what is not supported and where.</param>
/// <param name="MaxAbsErr">The largest difference of any element; finite, since infinities and NaN do not count.</param>
/// <param name="OutputRange">The greatest less the least value that is expected of any output.</param>
internal sealed record ConformanceCase(
    string Name,
    string Result,
    string? Reason,
    [property: JsonPropertyName("max_abs_err")] double MaxAbsErr,
    [property: JsonPropertyName("output_range")] double OutputRange);

/// <summary>How close results must be.</summary>
/// <param name="Relative">Of the expected value.</param>
/// <param name="Absolute">Added to it.</param>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    public bool Allows(double expected, double got) =>
        got == expected || (double.IsNaN(got) && double.IsNaN(expected)) || Math.Abs(got - expected) <= Absolute + (Relative * Math.Abs(expected));
}
