using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Page;

/// <summary>What the page says that does not change while the program runs, and where the rest comes from.</summary>
internal sealed record PageFacts
{
    public required string Model { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required string Kernels { get; init; }

    public required string Camera { get; init; }

    public required string Input { get; init; }

    public required LiveView View { get; init; }

    public required RunTotals Totals { get; init; }
}
