namespace EdgeCnn.Agent.Decisions;

/// <summary>What the pipeline made of one picture; used again for the next one.</summary>
internal sealed class Decision(int classes)
{
    private readonly bool[] state = new bool[classes]; // [classes]
    private readonly StateChange[] changes = new StateChange[classes + 2];
    private int changeCount;

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

    /// <summary>The probabilities after smoothing; without rules all 0.</summary>
    public float[] Smoothed { get; } = new float[classes]; // [classes]

    /// <summary>True if rules have judged the picture, so that there is a state.</summary>
    public bool HasState { get; private set; }

    /// <summary>The classes that count as present.</summary>
    public ReadOnlySpan<bool> State => state;

    /// <summary>What came or went with this picture; what went first.</summary>
    public ReadOnlySpan<StateChange> Changes => changes.AsSpan(0, changeCount);

    /// <summary>How long each stage took.</summary>
    public StageTimes Times { get; set; }

    /// <summary>The best class's probability.</summary>
    public float Probability => Probabilities[Best];

    /// <summary>Takes over a state and notes what changed.</summary>
    /// <param name="now">The classes that count as present.</param>
    /// <param name="knowsUnknown">True if no class at all is an answer of its own.</param>
    public void Tell(ReadOnlySpan<bool> now, bool knowsUnknown)
    {
        changeCount = 0;
        bool wasUnknown = HasState && knowsUnknown && !State.Contains(true), isUnknown = knowsUnknown && !now.Contains(true);
        Note(now, entered: false);
        if (wasUnknown && !isUnknown)
            changes[changeCount++] = new StateChange(StateChange.Unknown, false, Smoothed[Best]);
        Note(now, entered: true);
        // Before the first picture nothing was known either, so that is no change.
        if (isUnknown && !wasUnknown && HasState)
            changes[changeCount++] = new StateChange(StateChange.Unknown, true, Smoothed[Best]);
        now.CopyTo(state);
        HasState = true;
    }

    /// <summary>Takes over another decision.</summary>
    public void CopyFrom(Decision other)
    {
        (Frame, Source, Truth, Best, Times) = (other.Frame, other.Source, other.Truth, other.Best, other.Times);
        other.Probabilities.CopyTo(Probabilities, 0);
        other.Smoothed.CopyTo(Smoothed, 0);
        other.state.CopyTo(state, 0);
        (HasState, changeCount) = (other.HasState, other.changeCount);
        other.Changes.CopyTo(changes);
    }

    private void Note(ReadOnlySpan<bool> now, bool entered)
    {
        for (int i = 0; i < state.Length; i++)
        {
            if (now[i] != state[i] && now[i] == entered)
                changes[changeCount++] = new StateChange(i, entered, Smoothed[i]);
        }
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
