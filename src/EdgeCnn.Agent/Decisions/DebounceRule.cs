namespace EdgeCnn.Agent.Decisions;

/// <summary>Fifth rule: an answer counts when it has lasted for some pictures and some time without a break.</summary>
/// <param name="classes">How many answers.</param>
/// <param name="frames">Pictures in a row, from 1.</param>
/// <param name="ticks">Ticks of the stopwatch between the first of them and the last.</param>
internal sealed class DebounceRule(int classes, int frames, long ticks)
{
    private readonly int[] lasted = new int[classes]; // pictures with the other answer
    private readonly long[] since = new long[classes]; // the first of them

    /// <summary>Takes over what has lasted.</summary>
    /// <param name="answer">This picture's answer.</param>
    /// <param name="state">What counts; changed where an answer has lasted.</param>
    /// <param name="at">When the picture was captured.</param>
    public void Apply(ReadOnlySpan<bool> answer, Span<bool> state, long at)
    {
        for (int i = 0; i < lasted.Length; i++)
        {
            if (answer[i] == state[i])
            {
                lasted[i] = 0;
                continue;
            }

            if (lasted[i]++ == 0)
                since[i] = at;
            if (lasted[i] < frames || at - since[i] < ticks)
                continue;
            state[i] = answer[i];
            lasted[i] = 0;
        }
    }
}
