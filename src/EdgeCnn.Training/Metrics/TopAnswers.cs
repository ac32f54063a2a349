namespace EdgeCnn.Training.Metrics;

/// <summary>How often the right class is among the k best.</summary>
public static class TopAnswers
{
    /// <summary>The share of pictures whose class is among the <paramref name="k"/> largest outputs; of equal outputs the first is the larger.</summary>
    /// <param name="predictions">Of a network with one output for each class.</param>
    /// <param name="k">1 for the best answer alone.</param>
    public static double Share(Predictions predictions, int k)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        int right = 0;
        for (int i = 0; i < predictions.Count; i++)
            right += Place(predictions.Output(i), predictions.Class(i)) < k ? 1 : 0;
        return (double)right / predictions.Count;
    }

    /// <summary>How many classes come before one, from the largest output down.</summary>
    private static int Place(ReadOnlySpan<float> outputs, int which)
    {
        int before = 0;
        for (int i = 0; i < outputs.Length; i++)
            before += outputs[i] > outputs[which] || (outputs[i] == outputs[which] && i < which) ? 1 : 0;
        return before;
    }
}
