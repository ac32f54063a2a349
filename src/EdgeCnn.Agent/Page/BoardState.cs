namespace EdgeCnn.Agent.Page;

/// <summary>How the board is; null for what it does not tell.</summary>
internal readonly record struct BoardState
{
    /// <summary>The processor's temperature in degrees Celsius.</summary>
    public double? Celsius { get; init; }

    /// <summary>The processor's clock in MHz.</summary>
    public double? MegaHertz { get; init; }

    /// <summary>The most that the clock may be, in MHz.</summary>
    public double? MostMegaHertz { get; init; }

    /// <summary>True while the board slows itself down: heat or voltage.</summary>
    public bool? Throttled { get; init; }

    /// <summary>Why it slows down, in a few words.</summary>
    public string? ThrottledBy { get; init; }
}
