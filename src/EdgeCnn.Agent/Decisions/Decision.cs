namespace EdgeCnn.Agent.Decisions;

/// <summary>What the pipeline made of one picture; used again for the next one.</summary>
internal sealed class Decision(int classes)
{
    /// <summary>Counts the pictures, from 1.</summary>
    public long Frame { get; set; }

    /// <summary>Where the picture comes from.</summary>
    public string Source { get; set; } = "";

    /// <summary>The class that is known to be right, or −1.</summary>
    public int Truth { get; set; } = -1;

    /// <summary>The class with the highest probability.</summary>
    public int Best { get; set; }

    /// <summary>The probability of each class.</summary>
    public float[] Probabilities { get; } = new float[classes];

    /// <summary>How long each stage took.</summary>
    public StageTimes Times { get; set; }

    /// <summary>The best class's probability.</summary>
    public float Probability => Probabilities[Best];

    /// <summary>Takes over another decision.</summary>
    public void CopyFrom(Decision other)
    {
        (Frame, Source, Truth, Best, Times) = (other.Frame, other.Source, other.Truth, other.Best, other.Times);
        other.Probabilities.CopyTo(Probabilities, 0);
    }
}

/// <summary>Microseconds of each stage of one picture.</summary>
/// <param name="CaptureUs">From the picture's arrival to the start of its preparation.</param>
/// <param name="PreprocessUs">Crop, resize, normalise.</param>
/// <param name="InferUs">The network.</param>
/// <param name="DecideUs">Probabilities and answer.</param>
internal readonly record struct StageTimes(int CaptureUs, int PreprocessUs, int InferUs, int DecideUs)
{
    /// <summary>From arrival to decision.</summary>
    public int TotalUs => CaptureUs + PreprocessUs + InferUs + DecideUs;
}
