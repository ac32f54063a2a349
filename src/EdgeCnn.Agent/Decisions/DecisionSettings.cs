namespace EdgeCnn.Agent.Decisions;

/// <summary>How decisions are made of probabilities.</summary>
internal sealed record DecisionSettings
{
    /// <summary>Divides logits.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>The time constant of smoothing; 0 for none.</summary>
    public double SmoothingSeconds { get; init; }

    /// <summary>The probability from which a class is seen.</summary>
    public float Enter { get; init; } = 0.5f;

    /// <summary>The probability below which it is not seen any more; null for the same.</summary>
    public float? Leave { get; init; }

    /// <summary>The lead that a class needs to be chosen; of no meaning to labels of which any may be right.</summary>
    public float Margin { get; init; }

    /// <summary>Pictures in a row that an answer must last.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>The time that an answer must last.</summary>
    public double HoldSeconds { get; init; }

    /// <summary>Limits of single classes, by name.</summary>
    public IReadOnlyDictionary<string, ClassLimits> Classes { get; init; } = new Dictionary<string, ClassLimits>();
}

/// <summary>Limits of one class; null for those of all.</summary>
internal sealed record ClassLimits(float? Enter, float? Leave);
