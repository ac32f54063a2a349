using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Board;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Page;

/// <summary>What the page says that does not change while the program runs, and where the rest comes from.</summary>
internal sealed record PageFacts
{
    private static readonly BoardInfo ThisBoard = new();

    public required string Model { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required string Kernels { get; init; }

    public required string Camera { get; init; }

    public required string Input { get; init; }

    public required LiveView View { get; init; }

    public required RunTotals Totals { get; init; }

    /// <summary>Steps of the plan, in the order of the times in <see cref="LiveView.Layers"/>.</summary>
    public IReadOnlyList<PlanStepSummary> Layers { get; init; } = [];

    /// <summary>Reads how the board is; called on the page's threads, at most once a second.</summary>
    public Func<BoardState> Board { get; init; } = static () => new BoardState { Celsius = ThisBoard.TryReadTemperature(out double celsius) ? celsius : null };

    /// <summary>Pictures that came while an older one was in work; a camera that is asked for each picture drops none.</summary>
    public Func<long> Dropped { get; init; } = static () => 0;

    /// <summary>Actions that failed.</summary>
    public Func<long> ActionsFailed { get; init; } = static () => 0;
}
