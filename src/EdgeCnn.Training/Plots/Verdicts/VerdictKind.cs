namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>What the curves of a run say.</summary>
public enum VerdictKind
{
    /// <summary>Training and validation agree and have come to rest.</summary>
    Good,

    /// <summary>More epochs would help.</summary>
    StillImproving,

    /// <summary>The network learns its training pictures by heart.</summary>
    Overfitting,

    /// <summary>The network does not even learn its training pictures.</summary>
    Underfitting,

    /// <summary>Steps are so large that the loss jumps, or never falls.</summary>
    RateTooHigh,

    /// <summary>The loss has grown beyond where it began, or is no number.</summary>
    Diverged,

    /// <summary>There are too few epochs for a judgement.</summary>
    TooShort,
}
